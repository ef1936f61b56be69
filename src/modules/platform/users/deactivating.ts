import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import { platformEvents } from "../contract/index.ts";
import { endAllAccess } from "../identity/login.ts";
import { assertStandsAbove } from "../rights/standing.ts";

/**
 * Takes a user's access away: sessions, keys and links end with this unit of work. Throws `last_administrator`,
 * `rights_exceeded` for one who has more rights than the actor, `already_done`.
 */
export async function deactivate(work: Work, userId: string): Promise<void> {
  await assertStandsAbove(work, userId);
  await setActive(work, userId, false);
  await endAllAccess(work, [userId]);
  work.emit({ name: platformEvents.userDeactivated, object: "user", records: [userId] });
}

export async function reactivate(work: Work, userId: string): Promise<void> {
  await assertStandsAbove(work, userId);
  await setActive(work, userId, true);
  work.emit({ name: platformEvents.userReactivated, object: "user", records: [userId] });
}

async function setActive(work: Work, userId: string, active: boolean): Promise<void> {
  const user = await work.db
    .selectFrom("users")
    .select("active")
    .where("id", "=", userId)
    .where("archived_at", "is", null)
    .executeTakeFirst();
  if (!user) throw new AppError("not_found");
  if (user.active === active) throw new AppError("already_done");
  await update(work, "user", userId, { active }, { governed: true });
}
