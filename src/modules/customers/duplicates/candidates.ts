import { type RawBuilder, sql } from "kysely";
import { ask, compiled, kept, place, visibleWhere, type Work } from "#records";
import type { DuplicateCandidate, PartyKind } from "../contract/duplicates.ts";
import { evidenceOf, scoreOf } from "./comparing.ts";
import { type Draft, factsOf, factsOfDraft } from "./facts.ts";
import { agreement, few, kindInText, pointOf, sharedColumns } from "./ways-to-meet.ts";

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
          and p.kind = ${kindInText[kind]} and p.archived_at is null and ${visibleWhere(making, kind, "p")}
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

function known(kind: PartyKind): RawBuilder<unknown> {
  const points = (["email", "phone"] as const).map((shared) =>
    ids(sql`select c.party_id as id from contact_points c
      where ${pointOf(shared, "c")} and c.normalised = ${place(shared)}::text and c.archived_at is null`),
  );
  return sql.join([...points, ...agreeing(kind, sharedColumns[kind].known)], sql` union all `);
}

function called(kind: PartyKind): RawBuilder<unknown> {
  return sql.join(agreeing(kind, sharedColumns[kind].called), sql` union all `);
}

function agreeing(
  kind: PartyKind,
  ways: (typeof sharedColumns)[PartyKind]["known"],
): readonly RawBuilder<unknown>[] {
  const values = {
    tax_digits: sql`nullif(regexp_replace(${place("tax")}::text, '[^0-9]', '', 'g'), '')`,
    own_domain: sql`own_domain(${place("website")}::text, ${place("email")}::text)`,
    name_sound: sql`name_sound(${kind}, ${place("name")}::text)`,
    birth_date: sql`${place("born")}::date`,
    company_id: sql`${place("company")}::uuid`,
  };
  return ways.map((columns) => {
    const condition = agreement(columns, { alias: "p", valueOf: (column) => values[column] });
    return ids(sql`select p.id from parties p
      where p.kind = ${kindInText[kind]} and ${condition} and p.archived_at is null`);
  });
}

function ids(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select unnest(block.ids) from ${few(rows)} as block)`;
}
