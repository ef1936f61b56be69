import { type RawBuilder, sql } from "kysely";
import { shown, visibleWhere, type Work } from "#records";
import type { PartyKind } from "../contract/duplicates.ts";
import type { Facts } from "./comparing.ts";

export interface KnownFacts extends Facts {
  readonly id: string;
  readonly title: string;
  /** Whether the actor may change the party. */
  readonly mine: boolean;
}

/** By id what is compared of the parties that the actor may read and that are in use; fields hidden from the actor are left out. */
export async function factsOf(
  work: Work,
  kind: PartyKind,
  ids: readonly string[],
): Promise<Map<string, KnownFacts>> {
  if (ids.length === 0) return new Map();
  const see = <T>(field: string, value: RawBuilder<T>) => shown(work, [kind, field, "p"], value);
  const { rows } = await sql<KnownFacts>`
    select p.id, p.kind, coalesce(${see("name", sql`p.name`)}, '') as title,
      ${wordsOf(see("name", sql`bare_name(p.kind, ${comparedName})`))} as words,
      ${pointsOf(work, sql`c.kind = 'email'`, see("email", sql`lower(p.email)`))} as emails,
      ${pointsOf(work, sql`c.kind in ('phone', 'whatsapp', 'viber')`)} as phones,
      ${kind === "company" ? companyFacts(see) : personFacts(see)},
      search_key(${see("address", sql`p.address_street`)}) as street,
      search_key(${see("address", sql`p.address_city`)}) as city,
      ${visibleWhere(work, kind, "p", "change")} as mine
    from parties p
    where p.id = any(${ids}::uuid[]) and p.kind = ${kind} and p.archived_at is null and ${visibleWhere(work, kind, "p")}`.execute(
    work.db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type See = <T>(field: string, value: RawBuilder<T>) => RawBuilder<T | null>;

function companyFacts(see: See): RawBuilder<unknown> {
  return sql`own_domain(${see("website", sql`p.website`)}, ${see("email", sql`p.email`)}) as domain,
    ${see("tax_number", sql`p.tax_digits`)} as "taxDigits", null as "birthDate", null as company`;
}

function personFacts(see: See): RawBuilder<unknown> {
  return sql`null as domain, null as "taxDigits", ${see("birth_date", sql`p.birth_date`)}::text as "birthDate",
    ${see("company", sql`p.company_id`)} as company`;
}

/** What of a party's name is compared: names in the middle are often left out. */
const comparedName = sql`case when p.kind = 'person' and p.given_name is not null and p.family_name is not null
  then p.given_name || ' ' || p.family_name else p.name end`;

function wordsOf(name: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`array_remove(string_to_array(coalesce(${name}, ''), ' '), '')`;
}

function pointsOf(
  work: Work,
  ofKind: RawBuilder<unknown>,
  main: RawBuilder<unknown> = sql`null`,
): RawBuilder<unknown> {
  return sql`array_remove(array(select c.normalised from contact_points c
    where c.party_id = p.id and ${ofKind} and c.archived_at is null and ${visibleWhere(work, "contact_point", "c")}
    union select ${main}), null)`;
}

/** What is known of somebody who is not there yet, as far as it was written down already. */
export interface Draft {
  readonly name: string | null;
  readonly email: string | null;
  /** In international form. */
  readonly phone: string | null;
  readonly website: string | null;
  readonly taxNumber: string | null;
  readonly birthDate: string | null;
  readonly company: string | null;
  readonly street: string | null;
  readonly city: string | null;
}

/** The same of a draft. */
export async function factsOfDraft(work: Work, kind: PartyKind, draft: Draft): Promise<Facts> {
  const [facts] = await factsOfDrafts(work, kind, [draft]);
  return facts as Facts;
}

/** The same of drafts, in their order. */
export async function factsOfDrafts(work: Work, kind: PartyKind, drafts: readonly Draft[]): Promise<Facts[]> {
  const given = drafts.map(({ name, email, website, taxNumber, street, city }) => {
    return { name, email, website, tax: taxNumber, street, city };
  });
  const { rows } = await sql<Pick<Facts, "words" | "domain" | "taxDigits" | "street" | "city">>`
    select ${wordsOf(sql`bare_name(${kind}, g.given ->> 'name')`)} as words,
      case when ${kind} = 'company' then own_domain(g.given ->> 'website', g.given ->> 'email') end as domain,
      nullif(regexp_replace(g.given ->> 'tax', '[^0-9]', '', 'g'), '') as "taxDigits",
      search_key(g.given ->> 'street') as street, search_key(g.given ->> 'city') as city
    from jsonb_array_elements(${JSON.stringify(given)}::jsonb) with ordinality as g(given, at) order by g.at`.execute(
    work.db,
  );
  return rows.map((computed, at) => {
    const { email = null, phone = null, birthDate = null, company = null } = drafts[at] ?? {};
    return { kind, emails: present(email), phones: present(phone), birthDate, company, ...computed };
  });
}

const present = (value: string | null): string[] => (value === null ? [] : [value]);
