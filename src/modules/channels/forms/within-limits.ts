import { AppError } from "#kernel/error";
import { countAttempt } from "#platform";
import type { Database } from "#records";

/** Counts against each limit in turn; false from the first on that is reached. */
export async function isWithin(
  database: Database,
  limits: Parameters<typeof countAttempt>[1],
): Promise<boolean> {
  try {
    await countAttempt(database, limits);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "too_many_requests") return false;
    throw error;
  }
}
