import { sql } from "kysely";
import type { Runtime, Work } from "#records";
import { findDuplicatesOf, mostAtOnce } from "./finding.ts";

/**
 * Looks once for duplicates among all that came before the product looked for any, part by part: what was cut off goes on
 * where it stopped. What comes later is heard of (`hearing.ts`). Nothing to do once it came to the end.
 */
export async function searchDuplicates(
  runtime: Runtime,
  _payload?: unknown,
  stopping?: AbortSignal,
): Promise<void> {
  while (!stopping?.aborted && (await runtime.runAsSystem(searchPart)));
}

/** Whether there is more to look at. */
async function searchPart(work: Work): Promise<boolean> {
  // One at a time: who comes second has nothing to do.
  const { rows: places } = await sql<{ come_to: string | null }>`
    select come_to from duplicate_search where finished_at is null for update skip locked`.execute(work.db);
  const [place] = places;
  if (!place) return false;
  const { rows } = await sql<{ id: string }>`select id from parties
    where ${place.come_to === null ? sql`true` : sql`id > ${place.come_to}::uuid`} order by id limit ${mostAtOnce}`.execute(
    work.db,
  );
  const last = rows.at(-1)?.id ?? place.come_to;
  if (rows.length > 0)
    await findDuplicatesOf(
      work,
      rows.map(({ id }) => id),
      { later: true },
    );
  const finished = rows.length < mostAtOnce;
  await sql`update duplicate_search set come_to = ${last}::uuid, finished_at = ${finished ? work.now : null}`.execute(
    work.db,
  );
  return !finished;
}
