import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { userOf } from "./dav/members.ts";

/** The user whose ways in these are. Throws `not_allowed` to who came in by a key: it may hold less than its user, and they hold all. */
export function userAtScreen(work: Work): string {
  if (work.actor.keyId) throw new AppError("not_allowed");
  return userOf(work);
}
