import { AppError } from "#kernel/error";
import { assertMayChange, get, type Work } from "#records";
import { permits } from "#records/contract";
import { type StoredTerms, storedTerms } from "./stored-terms.ts";

/** Takes a subscription in hand: seen, may be changed, permitted, and locked until the unit ends. */
export async function takeSubscription(work: Work, id: string): Promise<StoredTerms> {
  await get(work, "subscription", id);
  if (!permits(work.actor.rights, "subscriptions:manage")) throw new AppError("not_allowed");
  await assertMayChange(work, "subscription", id);
  const terms = (await storedTerms(work, [id], true)).get(id);
  if (!terms) throw new AppError("not_found");
  return terms;
}

export function assertRunning({ state }: StoredTerms): void {
  if (state === "draft" || state === "ended") throw new AppError("subscription_not_running");
}
