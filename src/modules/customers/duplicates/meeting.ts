import { type RawBuilder, sql } from "kysely";
import { plannedAnew, type Work } from "#records";
import type { PartyKind } from "../contract/duplicates.ts";
import type { Draft } from "./facts.ts";
import { nameSound } from "./name-sound.ts";
import {
  agreement,
  type Column,
  few,
  kindInText,
  mostAlike,
  pointOf,
  sharedColumns,
} from "./ways-to-meet.ts";

export interface Meeting {
  /** Place of the draft. */
  readonly at: number;
  readonly id: string;
}

const points = ["email", "phone"] as const;

/**
 * Who shares an e-mail, a telephone number, a tax number, a domain or a name with which draft, of those whose ids come before
 * `before`, by draft and id: each looked for by index, where all are met who share it, whenever they came.
 */
export async function meetingsAmongMany(
  work: Work,
  kind: PartyKind,
  drafts: readonly Draft[],
  before: string,
): Promise<readonly Meeting[]> {
  const { known, called } = sharedColumns[kind];
  const byPoint = points.map((point) =>
    meeting(sql`select c.party_id as id from contact_points c
      where c.party_id < ${before}::uuid and c.archived_at is null
        and ${pointOf(point, "c")} and c.normalised = ${sql.ref(`g.${point}`)}`),
  );
  const byParty = [...known, ...called].map((columns) => {
    const valueOf = (column: string) => sql.ref(`g.${column}`);
    return meeting(sql`select p.id from parties p
      where p.id < ${before}::uuid and p.kind = ${kindInText[kind]} and p.archived_at is null
        and ${agreement(columns, { alias: "p", valueOf })}`);
  });
  const { rows } = await sql<Meeting>`
    with given as materialized (
      select at, email, phone, birth_date, company_id, ${reckoned(kind)} from ${rowsOf(kind, drafts)}
    ) ${sql.join([...byPoint, ...byParty], sql` union `)} order by 1, 2`.execute(work.db);
  return rows;
}

function meeting(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select g.at, unnest(block.ids) as id from given g cross join lateral ${few(rows)} as block`;
}

/**
 * The same among all who came before, if they are no more than `most`, else null: they are read through, so that it costs what they are
 * and not what came since.
 */
export async function meetingsAmongFew(
  work: Work,
  kind: PartyKind,
  drafts: readonly Draft[],
  { before, most }: { readonly before: string; readonly most: number },
): Promise<readonly Meeting[] | null> {
  const { known, called } = sharedColumns[kind];
  const shared = [...known, ...called];
  const columns = await columnsOf(work, kind, drafts);
  const places = [
    ...points.map((point) => placesOf(drafts.map((draft) => draft[point]))),
    ...shared.map((some) => placesOf(columns.map((values) => keyOf(some.map((one) => values[one]))))),
  ];
  const asked = (way: number) =>
    sql`${JSON.stringify(Object.fromEntries([...(places[way]?.keys() ?? [])].map((key) => [key, 0])))}::jsonb`;
  const blocks = [
    ...points.map((point, way) =>
      block(
        way,
        asked(way),
        sql`select c.normalised as key, c.party_id as id from points c where ${pointOf(point, "c")}`,
      ),
    ),
    ...shared.map((some, index) => {
      const way = points.length + index;
      const key = sql.join(some.map(textOf), sql` || '|' || `);
      return block(
        way,
        asked(way),
        sql`select ${key} as key, p.id from there p where p.kind = ${kind} and p.archived_at is null`,
      );
    }),
  ];
  // By the order of ids, by parts of arrays and by keys of objects: there is no join, and nothing that could be planned for other numbers.
  const { rows } = await plannedAnew(sql<Block>`
    with there as materialized (
      select id, kind, archived_at, name_sound, birth_date, company_id, tax_digits, own_domain from parties
      where id < ${before}::uuid order by id limit ${most + 1}
    ), points as materialized (
      select kind, normalised, party_id from contact_points
      where party_id = any(array(select id from there)) and archived_at is null
    )
    select count(*)::integer as number, null::integer as way, null::text as key, null::uuid[] as ids from there
    union all ${sql.join(blocks, sql` union all `)}`).execute(work.db);
  if (rows.some(({ number }) => number !== null && number > most)) return null;
  // Who shares several things is met once.
  const met = new Map<string, Meeting>();
  for (const { way, key, ids } of rows)
    for (const at of places[way]?.get(key) ?? []) for (const id of ids) met.set(`${at} ${id}`, { at, id });
  return [...met.values()].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** Those who share a key in a way; in one row more how many were there. */
interface Block {
  readonly number: number | null;
  readonly way: number;
  readonly key: string;
  readonly ids: readonly string[];
}

/** Those of `rows`, an id with a key each, whose key is asked for and who are few that share it. */
function block(way: number, asked: RawBuilder<unknown>, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select null, ${way}::integer, o.key, array_agg(o.id) from (${rows}) as o
    where ${asked} ? o.key group by o.key having count(*) <= ${mostAlike}`;
}

type Columns = Readonly<Record<Column, string | null>>;

/** What drafts hold in the columns by which parties meet, as text; what can only be reckoned by the database is asked of it. */
async function columnsOf(work: Work, kind: PartyKind, drafts: readonly Draft[]): Promise<readonly Columns[]> {
  const sounds = drafts.map(({ name }) => (name ? nameSound(kind, name) : null));
  const isAsked = kind === "company" || sounds.includes(undefined);
  const { rows } = isAsked
    ? await sql<Pick<Columns, "tax_digits" | "own_domain" | "name_sound">>`
        select ${reckoned(kind)} from ${rowsOf(kind, drafts)} order by at`.execute(work.db)
    : { rows: [] };
  return drafts.map(({ birthDate, company }, at) => ({
    tax_digits: null,
    own_domain: null,
    name_sound: sounds[at] ?? null,
    ...rows[at],
    birth_date: birthDate,
    company_id: company && company.toLowerCase(),
  }));
}

function placesOf(keys: readonly (string | null)[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, key] of keys.entries()) {
    if (key === null) continue;
    const same = places.get(key);
    if (same) same.push(at);
    else places.set(key, [at]);
  }
  return places;
}

// Two keys are the same only where all is: what comes after the first is a day or an id.
function keyOf(values: readonly (string | null)[]): string | null {
  return values.includes(null) ? null : values.join("|");
}

function textOf(column: Column): RawBuilder<unknown> {
  const value = sql.ref(`p.${column}`);
  return column === "birth_date" ? sql`to_char(${value}, 'YYYY-MM-DD')` : sql`${value}::text`;
}

/** Columns of parties as the database reckons them, of `rowsOf`. Those of companies take longer than the rest. */
function reckoned(kind: PartyKind): RawBuilder<unknown> {
  const ofCompanies = sql`nullif(regexp_replace(tax, '[^0-9]', '', 'g'), '') as tax_digits, own_domain(website, email) as own_domain`;
  return sql`coalesce(sound, name_sound(${kind}, name)) as name_sound,
    ${kind === "company" ? ofCompanies : sql`null as tax_digits, null as own_domain`}`;
}

function rowsOf(kind: PartyKind, drafts: readonly Draft[]): RawBuilder<unknown> {
  const rows = drafts.map(({ email, phone, taxNumber, website, name, birthDate, company }, at) => {
    // Where it can be said here how a name sounds, the database need not.
    const sound = name ? nameSound(kind, name) : null;
    const reckonedFrom = { name, sound, tax: taxNumber, website };
    return { at, email, phone, birth_date: birthDate, company_id: company, ...reckonedFrom };
  });
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as g(at integer, email text, phone text, tax text, website text, name text, sound text, birth_date date, company_id uuid)`;
}
