import { type RawBuilder, sql } from "kysely";
import type { Column } from "./field-type.ts";

/** The SQL of a column's type, for casts and record sets. */
export const columnType: Readonly<Record<Column["type"], RawBuilder<unknown>>> = {
  text: sql`text`,
  "text[]": sql`text[]`,
  integer: sql`integer`,
  numeric: sql`numeric`,
  boolean: sql`boolean`,
  date: sql`date`,
  timestamptz: sql`timestamptz`,
  uuid: sql`uuid`,
};
