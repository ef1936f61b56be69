import { sql } from "kysely";
import { archiveByRule, type Pair, tellByRule, type Work } from "#records";

/**
 * As parties become one: of contact points that are the same one stays, opted out where any of them was, and those of the
 * survivor stay the main ones.
 */
export async function gatherContactPoints(work: Work, pair: Pair): Promise<readonly string[]> {
  const same = await sameOnes(work, pair);
  await optOutTogether(work, same);
  const ids = same.map(({ id }) => id);
  await archiveByRule(work, "contact_point", ids);
  await unsetMain(work, pair);
  return ids;
}

interface Same {
  readonly id: string;
  /** The one that stays. */
  readonly stays: string;
  readonly opted_out_at: Date | null;
}

async function sameOnes(work: Work, { survivor, others }: Pair): Promise<Same[]> {
  const { rows } = await sql<Same>`
    select id, stays, opted_out_at from (
      select c.id, c.opted_out_at,
        first_value(c.id) over (partition by c.kind, c.normalised order by c.party_id <> ${survivor}::uuid, c.id) as stays
      from contact_points c
      where c.party_id = any(${[survivor, ...others]}::uuid[]) and c.archived_at is null
    ) as c where id <> stays`.execute(work.db);
  return rows;
}

async function optOutTogether(work: Work, same: readonly Same[]): Promise<void> {
  const out = same.filter(({ opted_out_at }) => opted_out_at !== null);
  if (out.length === 0) return;
  const { rows } = await sql<{ id: string; at: Date }>`
    update contact_points c set opted_out_at = r.at, version = version + 1, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid
    from (select stays as id, min(opted_out_at) as at
      from jsonb_to_recordset(${JSON.stringify(out)}::jsonb) as r(stays uuid, opted_out_at timestamptz) group by 1) as r
    where c.id = r.id and c.opted_out_at is null returning c.id, c.opted_out_at as at`.execute(work.db);
  const told = rows.map(({ id, at }) => ({
    id,
    changes: { opted_out_at: { from: null, to: at.toISOString() } },
  }));
  await tellByRule(work, "contact_point", "changed", told);
}

async function unsetMain(work: Work, { others }: Pair): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update contact_points set main = false, version = version + 1, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid
    where party_id = any(${others}::uuid[]) and main and archived_at is null returning id`.execute(work.db);
  const told = rows.map(({ id }) => ({ id, changes: { main: { from: true, to: false } } }));
  await tellByRule(work, "contact_point", "changed", told);
}
