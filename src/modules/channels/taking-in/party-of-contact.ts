import { sql } from "kysely";
import { normalised } from "#customers";
import { byRule, create, type Work } from "#records";
import type { Account } from "../accounts/account.ts";
import { contactOfKind } from "../contract/channels.ts";

/** Messengers that go by a telephone number find who has it as such. */
const alike: Readonly<Record<string, readonly string[]>> = { whatsapp: ["phone"], viber: ["phone"] };

/** The party whose contact point it is; of several the one whose main one it is, else the oldest. Null where nobody has it. */
export async function partyAt(work: Work, kind: string, contact: string): Promise<string | null> {
  const value = normalised(kind, contact, work.country);
  if (value === null) return null;
  const { rows } = await sql<{ id: string }>`
    select p.party_id as id from contact_points p join parties t on t.id = p.party_id and t.archived_at is null
    where p.kind = any(${[kind, ...(alike[kind] ?? [])]}::text[]) and p.normalised = ${value} and p.archived_at is null
      and (p.valid_until is null or p.valid_until >= current_date)
    order by p.kind = ${kind} desc, p.main desc, p.party_id limit 1`.execute(work.db);
  return rows[0]?.id ?? null;
}

/** Whose message it is; a contact that nobody knows becomes a lead where the account says so, and waits for a person else. */
export async function partyOfContact(
  work: Work,
  account: Account,
  { value, name, isMachine }: { value: string | null; name: string | undefined; isMachine: boolean },
): Promise<string | null> {
  if (value === null) return null;
  const kind = contactOfKind[account.kind];
  const known = await partyAt(work, kind, value);
  if (known || account.unknown === "wait" || isMachine) return known;
  return leadOf(work, { kind, value, name: name?.trim() || value });
}

async function leadOf(
  work: Work,
  { kind, value, name }: { kind: string; value: string; name: string },
): Promise<string | null> {
  if (normalised(kind, value, work.country) === null) return null;
  const rule = byRule(work);
  const main = kind === "email" || kind === "phone" ? { [kind]: value } : {};
  const [given = name, ...family] = name.split(/\s+/);
  const person = await create(rule, "person", {
    name: { given: given.slice(0, 100), family: family.join(" ").slice(0, 100) || null },
    roles: ["lead"],
    ...main,
  });
  if (!(kind in main)) await create(rule, "contact_point", { party: person.id, kind, value });
  return person.id;
}
