import { sql } from "kysely";
import type { Pair, Work } from "#records";

/**
 * As parties become one: whoever is not the same as one of the others is not the same as the survivor. Answers the pairs of which
 * nobody had said so themselves.
 */
export async function rememberForSurvivor(
  work: Work,
  { survivor, others }: Pair,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into duplicate_pairs as d (kind, left_id, right_id, score, decision, decided_at, decided_by)
    select kind, least(${survivor}::uuid, third), greatest(${survivor}::uuid, third), max(score), 'not_duplicate',
      max(decided_at), (array_agg(decided_by order by decided_at desc))[1]
    from (
      select o.*, case when o.left_id = any(${others}::uuid[]) then o.right_id else o.left_id end as third
      from duplicate_pairs o
      where o.decision = 'not_duplicate' and (o.left_id = any(${others}::uuid[]) or o.right_id = any(${others}::uuid[]))
    ) as said
    where third <> all(${[survivor, ...others]}::uuid[])
    group by kind, third order by third
    on conflict (left_id, right_id) do update
      set decision = excluded.decision, decided_at = excluded.decided_at, decided_by = excluded.decided_by, until = null
      where d.decision is distinct from 'not_duplicate'
    returning d.id`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** As they are taken apart: what nobody said of the survivor itself is open again. */
export async function forgetForSurvivor(work: Work, pairs: readonly string[]): Promise<void> {
  await sql`update duplicate_pairs set decision = null, decided_at = null, decided_by = null
    where id = any(${pairs}::uuid[]) and decision = 'not_duplicate'`.execute(work.db);
}
