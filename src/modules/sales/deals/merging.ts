import { sql } from "kysely";
import { archiveByRule, type Pair, type Work } from "#records";

/** As parties become one: who takes part in a deal twice in the same role takes part once. */
export async function gatherDealParties(work: Work, { survivor, others }: Pair): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, row_number() over (partition by deal_id, role order by party_id <> ${survivor}::uuid, id) as place
      from deal_parties where party_id = any(${[survivor, ...others]}::uuid[]) and archived_at is null
    ) as same where place > 1`.execute(work.db);
  const ids = rows.map(({ id }) => id);
  await archiveByRule(work, "deal_party", ids);
  return ids;
}
