import type { CatalogueObject } from "../catalogue.ts";
import { type Cursor, readCursor, writeCursor } from "../reading/cursor.ts";
import type { Question } from "../reading/rows-asked-for.ts";
import type { Work } from "../work.ts";
import { type Reading, readingOf } from "./asked-words.ts";
import { kindredReadings } from "./kindred-words.ts";
import { type Part, type RelevantQueries, relevantQueries, type Seen } from "./relevant-queries.ts";

/** A page of what a search found: the ids in their order, and where the next page begins. */
export interface RelevantIds {
  readonly ids: readonly string[];
  readonly next: string | null;
}

export interface RelevantRequest extends Question {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** How a cursor of this order is told from those of a sorted list. */
const order = "relevance";
const standardLimit = 50;

/**
 * The records found in the order of a search: those that have the words as whole words, then those in which words begin
 * with them, or, where there are neither, those with words like them; within each the newest first.
 */
export async function relevantIds(
  work: Work,
  object: CatalogueObject,
  request: RelevantRequest,
): Promise<RelevantIds> {
  const cursor = request.cursor ? readCursor(request.cursor, order, work.now) : undefined;
  const limit = request.limit ?? standardLimit;
  const search: Search = { work, object, request, wanted: limit + 1 };
  const met = await metAfter(search, placeOf(cursor));
  const last = met.length > limit ? met[limit - 1] : undefined;
  return {
    ids: met.slice(0, limit).map(({ id }) => id),
    next: last ? writeCursor({ sort: order, began: work.now, values: [last.tier, last.id] }) : null,
  };
}

interface Search {
  readonly work: Work;
  readonly object: CatalogueObject;
  readonly request: RelevantRequest;
  readonly wanted: number;
}

const tiers = ["whole", "begun", "kindred"] as const;
type Tier = (typeof tiers)[number];

interface Met {
  readonly tier: Tier;
  readonly id: string;
}

interface Place {
  readonly tier: Tier;
  /** The last id of the page before; null at the beginning. */
  readonly id: string | null;
}

function placeOf(cursor: Cursor | undefined): Place | undefined {
  const tier = tiers.find((one) => one === cursor?.values[0]);
  return tier && { tier, id: cursor?.values[1] ?? null };
}

async function metAfter(search: Search, after: Place | undefined): Promise<Met[]> {
  if (!after) {
    const met = await firstAsTyped(search);
    return met.length > 0 ? met : metInTier(search, { tier: "kindred", id: null }, search.wanted);
  }
  const met = await metInTier(search, after, search.wanted);
  if (after.tier !== "whole" || met.length === search.wanted) return met;
  return [...met, ...(await metInTier(search, { tier: "begun", id: null }, search.wanted - met.length))];
}

// One walk through the newest serves both tiers: it also tells how many there are likely to be.
async function firstAsTyped(search: Search): Promise<Met[]> {
  const queries = queriesFor(search, [readingOf(String(search.request.search))]);
  const { wanted } = search;
  const seen = await queries.look("any", { after: null, limit: wanted, most: walked(wanted) });
  const wholeSeen = { ...seen, ids: seen.whole };
  const whole = await complete(queries, wholeSeen, { tier: "whole", id: null }, wanted);
  if (whole.length === wanted) return whole;
  const restSeen = { ...seen, ids: seen.ids.filter((id) => !seen.whole.includes(id)) };
  return [
    ...whole,
    ...(await complete(queries, restSeen, { tier: "begun", id: null }, wanted - whole.length)),
  ];
}

async function metInTier(search: Search, after: Place, limit: number): Promise<Met[]> {
  const text = String(search.request.search);
  const readings = after.tier === "kindred" ? await kindredReadings(search.work, text) : [readingOf(text)];
  if (readings.length === 0) return [];
  const queries = queriesFor(search, readings);
  const seen = await queries.look(partOf(after.tier), { after: after.id, limit, most: walked(limit) });
  return complete(queries, seen, after, limit);
}

/** As many rows as promise to fill a page where one in sixty is found; looking through more costs more than the index. */
function walked(limit: number): number {
  return Math.min(60 * limit, mostWalked);
}

const mostWalked = 20_000;
/** Fewer than these say nothing about how many there are. */
const telling = 3;

// What is not filled by then is looked for further where it promises to be, else by the index, which reads all there are.
async function complete(
  queries: RelevantQueries,
  seen: Omit<Seen, "whole">,
  { tier, id: after }: Place,
  limit: number,
): Promise<Met[]> {
  const placed = (ids: readonly string[]) => ids.slice(0, limit).map((id) => ({ tier, id }));
  if (seen.ids.length >= limit) return placed(seen.ids);
  const most = Math.ceil((1.3 * limit * seen.looked) / Math.max(seen.ids.length, 1));
  if (seen.ids.length >= telling && most <= mostWalked) {
    const further = await queries.look(partOf(tier), { after, limit, most });
    if (further.ids.length === limit) return placed(further.ids);
  }
  return placed(await queries.all(partOf(tier), { after, limit }));
}

function partOf(tier: Tier): Part {
  return tier === "kindred" ? "any" : tier;
}

function queriesFor({ work, object, request }: Search, readings: readonly Reading[]): RelevantQueries {
  return relevantQueries(work, object, request, readings);
}
