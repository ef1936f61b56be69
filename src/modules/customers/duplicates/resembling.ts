import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";
import type { PartyKind } from "../contract/duplicates.ts";
import { evidenceOf, scoreOf } from "./comparing.ts";
import { draftOf } from "./draft-in-hand.ts";
import { type Draft, factsOf, factsOfDrafts } from "./facts.ts";
import { thresholdsOf } from "./thresholds.ts";
import { nameSound } from "./name-sound.ts";
import { agreement, few, pointOf, sharedColumns } from "./ways-to-meet.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * For each of many parties about to be made the one who is most certainly the same, of those that the actor may read and
 * that were there before `since`; null where nobody is certain enough. By a handful of statements, however many they are.
 */
export function resembledBy(kind: PartyKind) {
  return async (work: Work, values: readonly Values[], since: Date): Promise<(string | null)[]> => {
    if (!(await isAnybodyThere(work, since))) return values.map(() => null);
    const drafts = values.map((one) => draftOf(kind, one, work.country));
    const met = await meetingsOf(work, kind, drafts, since);
    if (met.length === 0) return drafts.map(() => null);
    const { certain } = await thresholdsOf(work);
    const asked = await factsOfDrafts(work, kind, drafts);
    const known = await factsOf(work, kind, [...new Set(met.map(({ id }) => id))]);
    const likest = new Map<number, { readonly id: string; readonly score: number }>();
    for (const { at, id } of met) {
      const [draft, one] = [asked[at], known.get(id)];
      if (!draft || !one) continue;
      const score = scoreOf(kind, evidenceOf(draft, one));
      if (score >= certain && score > (likest.get(at)?.score ?? 0)) likest.set(at, { id, score });
    }
    return drafts.map((_, at) => likest.get(at)?.id ?? null);
  };
}

// Nobody at the first import of all, where looking for those who are alike was a tenth of the database's time. The oldest is asked
// for by its place in the index: for anybody older the whole table was read, which grows with each batch.
async function isAnybodyThere(work: Work, since: Date): Promise<boolean> {
  const { rows } = await sql`select from (select id from parties order by id limit 1) as oldest
    where id < ${firstIdOf(since)}::uuid`.execute(work.db);
  return rows.length > 0;
}

interface Meeting {
  /** Place of the draft. */
  readonly at: number;
  readonly id: string;
}

/** Who shares an e-mail, a telephone number, a tax number, a domain or a name with which draft. */
async function meetingsOf(
  work: Work,
  kind: PartyKind,
  drafts: readonly Draft[],
  since: Date,
): Promise<readonly Meeting[]> {
  const given = drafts.map(({ email, phone, taxNumber, website, name, birthDate, company }, at) => {
    // Where it can be said here how a name sounds, the database need not.
    const sound = name ? nameSound(kind, name) : null;
    return {
      at,
      email,
      phone,
      tax: taxNumber,
      website,
      name,
      sound,
      birth_date: birthDate,
      company_id: company,
    };
  });
  const { rows } = await sql<Meeting>`
    with given as materialized (
      select at, email, phone, nullif(regexp_replace(tax, '[^0-9]', '', 'g'), '') as tax_digits,
        own_domain(website, email) as own_domain, coalesce(sound, name_sound(${kind}, name)) as name_sound, birth_date, company_id
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as g(at integer, email text, phone text, tax text, website text, name text, sound text, birth_date date, company_id uuid)
    ) ${sql.join(waysToMeet(kind, firstIdOf(since)), sql` union `)} order by 1, 2`.execute(work.db);
  return rows;
}

function waysToMeet(kind: PartyKind, before: string): RawBuilder<unknown>[] {
  const { known, called } = sharedColumns[kind];
  const points = (["email", "phone"] as const).map((shared) =>
    meeting(sql`select c.party_id as id from contact_points c
      where c.party_id < ${before}::uuid and c.archived_at is null
        and ${pointOf(shared, "c")} and c.normalised = ${sql.ref(`g.${shared}`)}`),
  );
  const parties = [...known, ...called].map((columns) => {
    const valueOf = (column: string) => sql.ref(`g.${column}`);
    return meeting(sql`select p.id from parties p
      where p.id < ${before}::uuid and p.kind = ${kind} and p.archived_at is null
        and ${agreement(columns, { alias: "p", valueOf })}`);
  });
  return [...points, ...parties];
}

function meeting(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select g.at, unnest(block.ids) as id from given g cross join lateral ${few(rows)} as block`;
}

/** The least id that can be made at a moment: ids begin with the time. */
function firstIdOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
