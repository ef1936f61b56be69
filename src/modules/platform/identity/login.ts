import { hashPassword } from "better-auth/crypto";
import { newId } from "#kernel/id";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { assertPassword } from "./password-rules.ts";

export interface LoginOf {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Lets a user sign in by address and password. Throws `already_done` where they can already. */
export async function giveLogin(work: Work, login: LoginOf): Promise<void> {
  assertPassword(login.password, [login.name, login.email]);
  const made = await work.db
    .insertInto("auth.user")
    .values({ id: login.userId, name: login.name, email: login.email, emailVerified: true })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) throw new AppError("already_done");
  await work.db
    .insertInto("auth.account")
    .values({
      id: newId(),
      userId: login.userId,
      accountId: login.userId,
      providerId: "credential",
      password: await hashPassword(login.password),
    })
    .execute();
}

/** Ends every way in that the users have: sessions, keys, passwords of programs, feeds, links of invitations and resets. */
export async function endAllAccess(work: Work, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await work.db.deleteFrom("auth.session").where("userId", "in", userIds).execute();
  await work.db.deleteFrom("auth.verification").where("value", "in", userIds).execute();
  await work.db
    .updateTable("api_keys")
    .set({ revoked_at: work.now, revoked_by: work.actor.userId })
    .where("user_id", "in", userIds)
    .where("revoked_at", "is", null)
    .execute();
  for (const table of ["app_passwords", "calendar_feeds"] as const)
    await work.db
      .updateTable(table)
      .set({ revoked_at: work.now })
      .where("user_id", "in", userIds)
      .where("revoked_at", "is", null)
      .execute();
  await work.db
    .updateTable("invitations")
    .set({ token_hash: null, withdrawn_at: work.now })
    .where("user_id", "in", userIds)
    .where("accepted_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
}
