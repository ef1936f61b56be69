import { type RawBuilder, sql } from "kysely";
import { ask, compiled, kept, place, visibleWhere, type Work } from "#records";
import type { DuplicateCandidate, PartyKind } from "../contract/duplicates.ts";
import { evidenceOf, scoreOf } from "./comparing.ts";
import { type Draft, factsOf, factsOfDraft } from "./facts.ts";

/** What more than these share says nothing, and no more are compared. */
const mostCompared = 50;
const mostShown = 5;

/**
 * Who of those whom the actor may read is at least this like the draft; the likest first. Only who shares an e-mail, a
 * telephone number, a tax number or a domain is looked at and, `byName`, who is called so: that costs more.
 */
export async function candidatesFor(
  work: Work,
  kind: PartyKind,
  draft: Draft,
  { atLeast, byName }: { readonly atLeast: number; readonly byName: boolean },
): Promise<DuplicateCandidate[]> {
  const ids = await sharing(work, kind, draft, byName);
  if (ids.length === 0) return [];
  const asked = await factsOfDraft(work, kind, draft);
  const facts = await factsOf(work, kind, ids);
  return [...facts.values()]
    .map((known): DuplicateCandidate => {
      const evidence = evidenceOf(asked, known);
      return { object: kind, id: known.id, title: known.title, score: scoreOf(kind, evidence), evidence };
    })
    .filter(({ score }) => score >= atLeast)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, mostShown);
}

/** One query by indexes: making somebody waits for it. */
async function sharing(work: Work, kind: PartyKind, draft: Draft, byName: boolean): Promise<string[]> {
  const { email, phone, website, taxNumber, name, birthDate, company } = draft;
  const isNamed = byName && name !== null;
  if (!email && !phone && !website && !taxNumber && !isNamed) return [];
  const query = kept(work, `duplicates ${kind} ${isNamed}`, (making) =>
    compiled(
      making,
      sql<{ id: string }>`select p.id from parties p
        where p.id = any(array(${isNamed ? sql`${known(kind)} union all ${called(kind)}` : known(kind)}))
          and p.kind = ${kind} and p.archived_at is null and ${visibleWhere(making, kind, "p")}
        limit ${mostCompared}`,
    ),
  );
  const rows = await ask(work, query, {
    email,
    phone,
    website,
    tax: taxNumber,
    name,
    born: birthDate,
    company,
  });
  return rows.map(({ id }) => id);
}

/** Ids of those who share something; none where more share it than are compared: then it says nothing. */
function few(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select unnest(block.ids) from (select array_agg(found.id) as ids from (
    ${rows} limit ${mostCompared + 1}) as found) as block where cardinality(block.ids) <= ${mostCompared})`;
}

function parties(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return few(sql`select id from parties where ${condition} and archived_at is null`);
}

function points(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return few(sql`select party_id as id from contact_points where ${condition} and archived_at is null`);
}

function known(kind: PartyKind): RawBuilder<unknown> {
  const reached = [
    points(sql`kind = 'email' and normalised = ${place("email")}::text`),
    points(sql`kind in ('phone', 'whatsapp', 'viber') and normalised = ${place("phone")}::text`),
  ];
  const companies = [
    parties(sql`tax_digits = nullif(regexp_replace(${place("tax")}::text, '[^0-9]', '', 'g'), '')`),
    parties(sql`own_domain = own_domain(${place("website")}::text, ${place("email")}::text)`),
  ];
  return sql.join(kind === "company" ? [...reached, ...companies] : reached, sql` union all `);
}

function called(kind: PartyKind): RawBuilder<unknown> {
  const sounds = sql`name_sound = name_sound(${kind}, ${place("name")}::text)`;
  if (kind === "company") return parties(sounds);
  return sql`${parties(sql`${sounds} and birth_date = ${place("born")}::date`)}
    union all ${parties(sql`${sounds} and company_id = ${place("company")}::uuid`)}`;
}
