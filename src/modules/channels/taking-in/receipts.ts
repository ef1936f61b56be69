import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database, Work } from "#records";

/** Something that came in, in the source's own words. */
export interface Arrival {
  /** What the source calls it, once and for ever: `uidvalidity/uid` of a mailbox, the id of an update. */
  readonly sourceId: string;
  readonly raw: Buffer;
}

/**
 * Writes down what came in by an account, each thing once, before anything is made of it: only then is the source told that
 * we have it. Answers the ids of those that were not here before; what was deleted keeps its line and does not come again.
 */
export async function keepArrivals(
  db: Database | Work["db"],
  account: string,
  arrivals: readonly Arrival[],
): Promise<string[]> {
  if (arrivals.length === 0) return [];
  const hashes = arrivals.map(({ raw }) => createHash("sha256").update(raw).digest());
  const { rows } = await sql<{ id: string }>`
    insert into receipts (account_id, source_id, raw, sha256)
    select ${account}, source_id, raw, sha256 from unnest(
      ${arrivals.map(({ sourceId }) => sourceId)}::text[], ${arrivals.map(({ raw }) => raw)}::bytea[],
      ${hashes}::bytea[]) as come (source_id, raw, sha256)
    on conflict (account_id, source_id) do nothing returning id`.execute(db);
  return rows.map(({ id }) => id);
}
