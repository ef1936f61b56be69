import type { Question } from "../reading/rows-asked-for.ts";
import type { Work } from "../work.ts";
import { kindredReadings } from "./kindred-words.ts";
import { withinSearchTime } from "./search-time.ts";

/**
 * Asks by the words as they were typed and, where that finds nothing at all, by words like them. A list, its count, its
 * totals and a bulk change of it thus speak of the same records.
 */
export async function askAgain<Q extends Question, T>(
  work: Work,
  question: Q,
  ask: (work: Work, question: Q) => Promise<T>,
  isEmpty: (answer: T) => boolean,
): Promise<T> {
  const { search } = question;
  if (typeof search !== "string") return ask(work, question);
  return withinSearchTime(work, async (searching) => {
    const answer = await ask(searching, question);
    if (!isEmpty(answer)) return answer;
    const kindred = await kindredReadings(searching, search);
    return kindred.length > 0 ? ask(searching, { ...question, search: kindred }) : answer;
  });
}
