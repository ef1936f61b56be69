import { update, type Work } from "#records";
import { assertMayGive, assertStandsAbove } from "../rights/standing.ts";

/** Gives a user these roles and no others. Throws `rights_exceeded`, `last_administrator`, `link_not_found`. */
export async function setRoles(work: Work, userId: string, roleIds: readonly string[]): Promise<void> {
  await assertStandsAbove(work, userId);
  await assertMayGive(work, roleIds);
  await update(work, "user", userId, { roles: [...new Set(roleIds)] }, { governed: true });
}
