import type { Question } from "../reading/rows-asked-for.ts";
import type { Work } from "../work.ts";
import { kindredReadings } from "./kindred-words.ts";

/**
 * Asks by the words as they were typed and, where that finds nothing at all, by words like them. A list, its count, its
 * totals and a bulk change of it thus speak of the same records.
 */
export async function askAgain<Q extends Question, T>(
  work: Work,
  question: Q,
  ask: (question: Q) => Promise<T>,
  isEmpty: (answer: T) => boolean,
): Promise<T> {
  const answer = await ask(question);
  if (typeof question.search !== "string" || !isEmpty(answer)) return answer;
  const kindred = await kindredReadings(work, question.search);
  return kindred.length > 0 ? ask({ ...question, search: kindred }) : answer;
}
