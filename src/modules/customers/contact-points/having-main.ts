import { sql } from "kysely";
import { byRule, tellByRule, type Work } from "#records";
import { changeParty } from "../parties/party.ts";

/** Ways to reach a party of which it shows one, the main one. */
export type MainKind = "email" | "phone";

export const hasMain = (kind: unknown): kind is MainKind => kind === "email" || kind === "phone";

/** These are the main ones no more. */
export async function unsetMain(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update contact_points set main = false, version = version + 1, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid where id = any(${ids}::uuid[]) and main returning id`.execute(
    work.db,
  );
  await tellByRule(
    work,
    "contact_point",
    "changed",
    rows.map(({ id }) => ({ id, changes: { main: { from: true, to: false } } })),
  );
}

/** The party shows its main one; where it has none the oldest that is left becomes it. */
export async function haveMain(work: Work, party: string, kind: MainKind): Promise<void> {
  const { rows } = await sql<{ value: string; main: boolean }>`
    select value, main from contact_points where party_id = ${party}::uuid and kind = ${kind} and archived_at is null
    order by main desc, id limit 1`.execute(work.db);
  const [first] = rows;
  if (!first?.main) await changeParty(byRule(work), party, { [kind]: first?.value ?? null });
}
