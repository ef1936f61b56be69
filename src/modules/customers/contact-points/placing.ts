import { sql } from "kysely";
import { archiveByRule, byRule, type Placing, tellByRule, type Work } from "#records";
import { changeParty } from "../parties/party.ts";

interface Going {
  readonly kind: string;
  /** That the other party has the same one. */
  readonly twice: boolean;
}

/**
 * An address or number that came after a merge goes to another party: none that the other has is there twice, and both have a
 * main one as long as they have any.
 */
export async function placeContactPoint(
  work: Work,
  { id, from, to }: Placing,
): Promise<(() => Promise<void>) | undefined> {
  const { rows } = await sql<Going>`
    select c.kind, exists (select from contact_points o where o.party_id = ${to}::uuid and o.kind = c.kind
      and o.normalised = c.normalised and o.archived_at is null) as twice
    from contact_points c where c.id = ${id}::uuid and c.archived_at is null`.execute(work.db);
  const [going] = rows;
  if (!going) return undefined;
  await unsetMain(work, id);
  if (going.twice) await archiveByRule(work, "contact_point", [id]);
  const { kind } = going;
  if (kind !== "email" && kind !== "phone") return undefined;
  return async () => {
    for (const party of [from, to]) await haveMain(work, party, kind);
  };
}

async function unsetMain(work: Work, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update contact_points set main = false, version = version + 1, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid where id = ${id}::uuid and main returning id`.execute(work.db);
  await tellByRule(
    work,
    "contact_point",
    "changed",
    rows.map((row) => ({ id: row.id, changes: { main: { from: true, to: false } } })),
  );
}

// The oldest that is left takes the place of the main one.
async function haveMain(work: Work, party: string, kind: "email" | "phone"): Promise<void> {
  const { rows } = await sql<{ value: string; main: boolean }>`
    select value, main from contact_points where party_id = ${party}::uuid and kind = ${kind} and archived_at is null
    order by main desc, id limit 1`.execute(work.db);
  const [first] = rows;
  if (!first?.main) await changeParty(byRule(work), party, { [kind]: first?.value ?? null });
}
