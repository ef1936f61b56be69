import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { networkOf } from "#kernel/network";
import { countAttempt } from "#platform";
import type { Runtime } from "#records";

/** Of one address to one article, a day. */
const mostAnswers = { most: 1, seconds: 86_400 } as const;

/** Counts that an article helped, or did not. Who answers twice is heard once. */
export async function judgeArticle(
  runtime: Runtime,
  article: string,
  { address, isHelpful }: { readonly address: string; readonly isHelpful: boolean },
): Promise<void> {
  try {
    await countAttempt(runtime.database, [{ key: ["help", article, networkOf(address)], ...mostAnswers }]);
  } catch (problem) {
    if (problem instanceof AppError && problem.code === "too_many_requests") return;
    throw problem;
  }
  // It is no change that anybody made: the history of the article has nothing of it.
  await sql`update articles set helpful = helpful + ${isHelpful ? 1 : 0}, unhelpful = unhelpful + ${isHelpful ? 0 : 1}
    where id = ${article}`.execute(runtime.database);
}
