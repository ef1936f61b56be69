import { type RawBuilder, sql } from "kysely";

/** A `timestamptz` as the API writes an instant, for queries that answer their output's shape by themselves. */
export function isoInstant(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
