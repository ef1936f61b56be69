import { sql } from "kysely";
import { archiveByRule, type Pair, type Work } from "#records";

/** As parties become one: what stood between them says nothing any more, and what stands twice then stands once. */
export async function gatherRelations(work: Work, { survivor, others }: Pair): Promise<readonly string[]> {
  const all = [survivor, ...others];
  const { rows } = await sql<{ id: string; used: boolean }>`
    with turned as (
      select r.id, r.kind, r.ended_on is null as stands, r.archived_at is null as used,
        case when r.from_id = any(${all}::uuid[]) then ${survivor}::uuid else r.from_id end as "from",
        case when r.to_id = any(${all}::uuid[]) then ${survivor}::uuid else r.to_id end as "to",
        r.from_id = ${survivor}::uuid or r.to_id = ${survivor}::uuid as own
      from relations r where r.from_id = any(${all}::uuid[]) or r.to_id = any(${all}::uuid[])
    )
    select id, used from turned where "from" = "to"
    union all
    select id, used from (
      select id, used, row_number() over (partition by kind, "from", "to" order by own desc, id) as place
      from turned where "from" <> "to" and stands and used
    ) as same where place > 1`.execute(work.db);
  const used = rows.filter((row) => row.used);
  await archiveByRule(
    work,
    "relation",
    used.map(({ id }) => id),
  );
  return rows.map(({ id }) => id);
}
