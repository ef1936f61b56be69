import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { isoInstant, shown, visibleWhere, type Work } from "#records";
import type { AskedConsent, readCurrentConsents } from "../contract/parties.ts";
import { partyInSight } from "../parties/party.ts";

type Current = OutputOf<typeof readCurrentConsents>;
/** What a room above has asked a party for and was not confirmed yet. */
export type AskedConsents = (work: Work, party: string) => Promise<readonly AskedConsent[]>;

/** What holds for a party now: the newest line of the ledger for each purpose and channel. */
export async function currentConsents(work: Work, party: string, askedOf: AskedConsents): Promise<Current> {
  await partyInSight(work, party);
  const seen = (field: string) => shown(work, ["consent", field, "c"], sql`${sql.ref(`c.${field}`)}`);
  const { rows } = await sql<Current["data"][number]>`
    select distinct on (c.purpose, c.channel)
      c.id, c.purpose, c.channel, ${seen("given")} as given, ${seen("basis")} as basis, ${seen("proof")} as proof,
      ${seen("source")} as source, ${isoInstant(sql`c.created_at`)} as at
    from consents c
    where c.party_id = ${party} and c.archived_at is null and ${visibleWhere(work, "consent", "c")}
      and ${seen("purpose")} is not null and ${seen("channel")} is not null
    order by c.purpose, c.channel, c.created_at desc, c.id desc`.execute(work.db);
  return { data: rows, asked: [...(await askedOf(work, party))] };
}
