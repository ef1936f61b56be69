import { sql } from "kysely";
import { searchKey } from "#kernel/search-key";
import type { CatalogueObject } from "../catalogue.ts";
import type { FoundMatch, FoundRecord } from "../contract/index.ts";
import { conjunction, visibility } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { askedQueries } from "./asked-queries.ts";
import type { Reading } from "./asked-words.ts";
import type { Candidate } from "./candidates.ts";
import { marksIn, snippet } from "./marks.ts";
import { identifyingColumn, identifyingObjects, placesOf, textIn } from "./search-places.ts";
import { wordsCondition } from "./words-condition.ts";

/** The candidates as they are told, in their order, with where the words stand in them. */
export async function hitsOf(
  work: Work,
  candidates: readonly Candidate[],
  readings: readonly Reading[],
): Promise<FoundRecord[]> {
  const hits = candidates.map((candidate) => explained(work, candidate, readings));
  const ways = await waysTo(
    work,
    hits.filter(({ isWhole }) => !isWhole).map(({ hit }) => hit),
    readings,
  );
  return hits.map(({ hit }) => ({ ...hit, matches: [...hit.matches, ...(ways.get(hit.id) ?? [])] }));
}

/**
 * Best first: the title itself, then by rank, one's own, the order in which they came. Of those found by words like the
 * ones typed, first those that have these inside.
 */
export function ranked(candidates: readonly Candidate[], text: string): Candidate[] {
  const asked = searchKey(text);
  const place = ({ title, rank, own }: Candidate) => {
    const key = searchKey(title ?? "");
    const nearness = key === asked ? 0 : 1 + rank + (key.includes(asked) ? 0 : 10);
    return 2 * nearness + (own ? 0 : 1);
  };
  return [...candidates].sort((one, other) => place(one) - place(other));
}

interface Explained {
  readonly hit: FoundRecord;
  /** Every word that was asked for stands in what is told. */
  readonly isWhole: boolean;
}

function explained(work: Work, candidate: Candidate, readings: readonly Reading[]): Explained {
  const object = work.catalogue.object(candidate.object);
  const { title, texts } = candidate;
  const { matches, words } = matchesIn(object, texts, readings);
  const isWhole = readings.some(
    (reading) =>
      reading.phones.some((number) => words.has(number)) ||
      (reading.words.length > 0 && reading.words.every(({ begins }) => words.has(begins[0] ?? ""))),
  );
  const subtitle = subtitleOf(object, candidate);
  return { hit: { object: object.name, id: candidate.id, title, subtitle, matches }, isWhole };
}

// What tells one from others of the same name: an address or a number of its own, whose it is, else what it says.
function subtitleOf(object: CatalogueObject, { texts, belongsTo }: Candidate): string | null {
  const others = Object.keys(texts).filter((field) => field !== object.title && texts[field]);
  const isLong = (field: string) => object.fields[field]?.type === "long_text";
  const short = others.find((field) => !isLong(field));
  const long = others.find(isLong);
  return (short ? texts[short] : (belongsTo ?? (long && texts[long])))?.slice(0, 200) ?? null;
}

const mostMatches = 3;

// The title explains a hit best; another field is told of for the words that do not stand in it.
function matchesIn(
  object: CatalogueObject,
  texts: Candidate["texts"],
  readings: readonly Reading[],
): { matches: FoundMatch[]; words: ReadonlySet<string> } {
  const inOrder = Object.entries(texts).sort(
    ([one], [other]) => Number(other === object.title) - Number(one === object.title),
  );
  const words = new Set<string>();
  const matches: FoundMatch[] = [];
  for (const [field, text] of inOrder) {
    if (!text || matches.length === mostMatches) continue;
    const found = marksIn(text, readings, mayBePhone(object, field));
    if (![...found.words].some((word) => !words.has(word))) continue;
    for (const word of found.words) words.add(word);
    matches.push({ object: object.name, field, ...snippet(text, found.marks) });
  }
  return { matches, words };
}

function mayBePhone(object: CatalogueObject, field: string): boolean {
  return object.fields[field]?.type === "phone" || object.identifies !== undefined;
}

/** Records that were found by another that is a way to them, with what stands in that. */
async function waysTo(
  work: Work,
  hits: readonly FoundRecord[],
  readings: readonly Reading[],
): Promise<ReadonlyMap<string, readonly FoundMatch[]>> {
  const found = new Map<string, readonly FoundMatch[]>();
  if (hits.length === 0) return found;
  for (const table of new Set(hits.map(({ object }) => work.catalogue.object(object)))) {
    for (const way of identifyingObjects(work, table)) {
      for (const { id, texts } of await waysIn(work, way, hits, readings)) {
        if (!found.has(id)) found.set(id, matchesIn(way, texts, readings).matches);
      }
    }
  }
  return found;
}

async function waysIn(
  work: Work,
  way: CatalogueObject,
  hits: readonly FoundRecord[],
  readings: readonly Reading[],
): Promise<readonly { id: string; texts: Candidate["texts"] }[]> {
  const places = placesOf(work, way);
  const link = sql.ref(`w.${identifyingColumn(way)}`);
  const texts = places.map((place) => sql`${place.field}::text, ${textIn(work, way, place, "w")}`);
  const condition = conjunction([
    sql`${link} = any(${hits.map(({ id }) => id)}::uuid[])`,
    sql`w.archived_at is null`,
    wordsCondition({
      work,
      object: way,
      alias: "w",
      asked: askedQueries(work, way, readings),
      rowByRow: true,
    }),
    visibility(work, way, "w"),
  ]);
  const { rows } = await sql<{ id: string; texts: Candidate["texts"] }>`
    select ${link} as id, jsonb_build_object(${sql.join(texts)}) as texts
    from ${sql.table(way.table)} as w where ${condition} limit 200`.execute(work.db);
  return rows;
}
