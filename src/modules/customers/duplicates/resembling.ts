import { sql } from "kysely";
import type { Work } from "#records";
import type { PartyKind } from "../contract/duplicates.ts";
import { evidenceOf, scoreOf } from "./comparing.ts";
import { draftOf } from "./draft-in-hand.ts";
import { type Draft, factsOf, factsOfDrafts } from "./facts.ts";
import { type Meeting, meetingsAmongFew, meetingsAmongMany } from "./meeting.ts";
import { thresholdsOf } from "./thresholds.ts";

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

/** So many of those who were there are read through in the time that it takes to look for one draft. */
const readMeanwhile = 10;
/** With fewer drafts than these it is not worth asking how many there were. */
const leastDrafts = 100;
/** Beginnings of imports before which too many were there: asked once. */
const crowded = new WeakSet<Date>();

async function meetingsOf(
  work: Work,
  kind: PartyKind,
  drafts: readonly Draft[],
  since: Date,
): Promise<readonly Meeting[]> {
  const before = firstIdOf(since);
  if (drafts.length >= leastDrafts && !crowded.has(since)) {
    const met = await meetingsAmongFew(work, kind, drafts, { before, most: drafts.length * readMeanwhile });
    if (met) return met;
    crowded.add(since);
  }
  return meetingsAmongMany(work, kind, drafts, before);
}

/** The least id that can be made at a moment: ids begin with the time. */
function firstIdOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
