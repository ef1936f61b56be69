import { AppError } from "#kernel/error";
import { note, type Runtime, type Work } from "#records";
import { passwordResetLink } from "../identity/passwords.ts";
import { assertStandsAbove } from "../rights/standing.ts";

/**
 * An administrator helps somebody who forgot their password: by mail where there is a mail server, else the
 * link is in the answer for them to hand over. Throws `not_found` for one who never could sign in.
 */
export async function helpToNewPassword(
  work: Work,
  runtime: Runtime,
  userId: string,
): Promise<{ link: string | null }> {
  await assertStandsAbove(work, userId);
  const login = await work.db
    .selectFrom("auth.user")
    .innerJoin("users", "users.id", "auth.user.id")
    .select("auth.user.email")
    .where("users.id", "=", userId)
    .where("users.active", "=", true)
    .executeTakeFirst();
  if (!login) throw new AppError("not_found");
  await note(work, { kind: "password_reset_made", object: "user", record: userId });
  if (!runtime.settings.smtpUrl) return { link: await passwordResetLink(runtime, userId, 24) };
  await runtime.addJob("platform.password_reset", { email: login.email });
  return { link: null };
}
