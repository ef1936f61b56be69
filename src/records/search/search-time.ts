import { AppError } from "#kernel/error";
import type { Work } from "../work.ts";

/** All in all, the wait for a connection included: a little less than the pool lets anybody wait for one. */
const longest = 8_000;

/**
 * Searches on connections whose statements are cut off sooner than others: what a search has not found in a few seconds
 * nobody waits for, and many who search for what is slow keep nobody else waiting. In a unit that writes it is one of
 * its statements. Throws `search_too_slow`.
 */
export async function withinSearchTime<T>(work: Work, search: (work: Work) => Promise<T>): Promise<T> {
  try {
    return await (work.searching ? waitedFor(search({ ...work, db: work.searching })) : search(work));
  } catch (error) {
    throw isCutOff(error) ? new AppError("search_too_slow", { cause: error }) : error;
  }
}

async function waitedFor<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new AppError("search_too_slow")), longest);
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}
