import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { normalised } from "#customers";
import { byRule, create, type Values, type Work } from "#records";
import type { Account } from "../accounts/account.ts";
import { contactOfKind } from "../contract/channels.ts";
import type { Incoming } from "./incoming.ts";

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
  {
    contact,
    from,
    lead,
    isMachine,
  }: Pick<Incoming, "from" | "lead"> & { contact: string | null; isMachine: boolean },
): Promise<string | null> {
  if (contact === null) return null;
  const kind = from.kind ?? contactOfKind[account.kind];
  const known = await partyAt(work, kind, contact);
  if (known || account.unknown === "wait" || isMachine) return known;
  return leadOf(work, { kind, value: contact, name: from.name?.trim() || contact, lead });
}

async function leadOf(
  work: Work,
  { kind, value, name, lead }: { kind: string; value: string; name: string; lead: Incoming["lead"] },
): Promise<string | null> {
  if (normalised(kind, value, work.country) === null) return null;
  const rule = byRule(work);
  const main = kind === "email" || kind === "phone" ? { [kind]: value } : {};
  const [given = name, ...family] = name.split(/\s+/);
  const known = {
    name:
      lead?.object === "company"
        ? name.slice(0, 200)
        : { given: given.slice(0, 100), family: family.join(" ").slice(0, 100) || null },
    roles: ["lead"],
    ...main,
  };
  const make = (values: Values) => create(rule, lead?.object ?? "person", values);
  // What a stranger says that the record does not take stays in what they wrote.
  const party = await make({ ...lead?.values, ...known }).catch((error: unknown) => {
    if (!(error instanceof AppError) || !lead) throw error;
    return make(known);
  });
  if (!(kind in main)) await create(rule, "contact_point", { party: party.id, kind, value });
  return party.id;
}
