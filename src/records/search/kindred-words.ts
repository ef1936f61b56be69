import { sql } from "kysely";
import type { Work } from "../work.ts";
import { type AskedWord, asksNothing, type Reading, readingOf } from "./asked-words.ts";
import { otherLayouts } from "./keyboard-layouts.ts";
import { distanceToBeginning, slipsAllowed } from "./letter-distance.ts";

const shortest = 3;
const mostInside = 30;
/** Words that begin nearly alike, of which the nearest are chosen; a bound for languages of few syllables. */
const mostCandidates = 3000;
const mostNear = 12;

/**
 * What else may have been meant, for where nothing was found as it was typed: words that have those typed inside, words
 * that differ by a letter or two, and what the same keys write on a keyboard in another language.
 */
export async function kindredReadings(work: Work, text: string): Promise<readonly Reading[]> {
  const typed = readingOf(text);
  const others = otherLayouts(text)
    .map((other) => ({ ...readingOf(other), phones: [] }))
    .filter(
      (reading) => !asksNothing(reading) && reading.words.some(({ begins }) => isLong(begins[0] ?? "")),
    );
  const kindred = await kindredOf(work, typed.words);
  const widened = typed.words.map((word, index) => ({ ...word, is: kindred[index] ?? [] }));
  return widened.some(({ is }) => is.length > 0) ? [{ words: widened, phones: [] }, ...others] : others;
}

function isLong(word: string): boolean {
  return word.length >= shortest && !/\d/.test(word);
}

async function kindredOf(work: Work, words: readonly AskedWord[]): Promise<readonly (readonly string[])[]> {
  const asked = words.map(({ begins }) => begins[0] ?? "");
  const wanted = [...new Set(asked.filter(isLong))];
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ asked: string; word: string; inside: boolean }>`
    select a.asked, k.word, k.inside from unnest(${wanted}::text[]) as a (asked)
    cross join lateral (
      (select word, true as inside from known_words where word like '%' || a.asked || '%' limit ${mostInside})
      union all
      (select word, false from known_words
        where search_slips(word) && search_slips(a.asked) and length(a.asked) > 3 limit ${mostCandidates})
    ) as k`.execute(work.db);
  // Both, whatever the one finds: that a word stands where one may not look must not keep another from being offered.
  return asked.map((word) => {
    const found = rows.filter((row) => row.asked === word);
    const inside = found.filter((row) => row.inside && !row.word.startsWith(word)).map((row) => row.word);
    return [
      ...new Set([
        ...inside,
        ...nearest(
          word,
          found.filter((row) => !row.inside).map((row) => row.word),
        ),
      ]),
    ];
  });
}

/** The words nearest to the one typed: fewest slips first, whole words before those that go on. */
function nearest(typed: string, words: readonly string[]): string[] {
  const allowed = slipsAllowed(typed.length);
  return words
    .map((word) => ({ word, ...distanceToBeginning(typed, word) }))
    .filter(({ distance }) => distance > 0 && distance <= allowed)
    .sort((one, other) => one.distance - other.distance || one.rest - other.rest)
    .slice(0, mostNear)
    .map(({ word }) => word);
}
