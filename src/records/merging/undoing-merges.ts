import { sql } from "kysely";
import type { Undone } from "../undoing/contract.ts";
import type { Work } from "../work.ts";
import { separate } from "./separating.ts";

const nothing = { changed: 0, not_allowed: 0, governed: 0, gone: 0, refused: 0 };

/**
 * Takes back an act that was a merge, by taking it apart. One that took a merge apart is not taken back: merging again is
 * for the one who sees both. Undefined for any other act.
 */
export async function takeMergeBack(work: Work, act: string): Promise<Undone | undefined> {
  const { rows } = await sql<{ id: string; stands: boolean }>`
    select id, unit_id = ${act}::uuid and separated_at is null as stands from merges
    where unit_id = ${act}::uuid or separated_unit_id = ${act}::uuid limit 1`.execute(work.db);
  const [merge] = rows;
  if (!merge) return undefined;
  const told = { unit: work.unit, act };
  if (!merge.stands) return { ...told, undone: 0, skipped: { ...nothing, governed: 1 } };
  const { others, left } = await separate({ ...work, undoes: act }, merge.id, { place: [] });
  return { ...told, undone: others.length + 1, skipped: { ...nothing, changed: left.length } };
}
