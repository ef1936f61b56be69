import { sql } from "kysely";
import type { Work } from "#records";

/**
 * Keeps in one row of each of these deals what the log of stages says of it: where it has stood, how often and how long.
 * Whoever writes the log calls it; reports read it, who would read four rows a deal otherwise.
 */
export async function keepPaths(work: Work, deals: readonly string[]): Promise<void> {
  if ((await keep(work, deals)) === new Set(deals).size) return;
  // Some have gone a way that none went before.
  await sql`
    insert into paths (stages, stays)
    select distinct w.stages, w.stays from paths_walked w left join paths p using (stages, stays)
    where w.deal_id = any(${deals}::uuid[]) and p.id is null
    order by 1, 2 on conflict (stages, stays) do nothing`.execute(work.db);
  await keep(work, deals);
}

/** Answers for how many of them there is a path. */
async function keep(work: Work, deals: readonly string[]): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into deal_paths (deal_id, path_id, seconds)
    select w.deal_id, p.id, w.seconds from paths_walked w join paths p using (stages, stays)
    where w.deal_id = any(${deals}::uuid[]) order by 1
    on conflict (deal_id) do update set path_id = excluded.path_id, seconds = excluded.seconds`.execute(
    work.db,
  );
  return Number(numAffectedRows);
}
