import { AppError } from "#kernel/error";
import { type Edge, noteAt, type Runtime } from "#records";
import { askIdentity } from "./asking.ts";
import { countAttempt } from "./attempts.ts";
import { identityOf } from "./identity.ts";
import { assertPassword } from "./password-rules.ts";
import { isToken, newToken } from "./tokens.ts";

const hour = 60 * 60;

/** A link by which the user chooses a new password, good for `hours` and once. */
export async function passwordResetLink(runtime: Runtime, userId: string, hours = 1): Promise<string> {
  const { internalAdapter } = await identityOf(runtime).$context;
  const token = newToken();
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt: new Date(Date.now() + hours * hour * 1000),
  });
  return `${runtime.settings.baseUrl}/password-reset#${token}`;
}

/** Sets the password by a link's token. All sessions end, and a second factor is still asked for afterwards. */
export async function resetPasswordAt(edge: Edge, token: string, password: string): Promise<void> {
  await countAttempt(edge.runtime.database, [{ key: ["reset", edge.request.ip], most: 30, seconds: 900 }]);
  if (!isToken(token)) throw new AppError("link_expired");
  assertPassword(password);
  const userId = await whoseReset(edge, token);
  await askIdentity(edge, (api, headers) =>
    api.resetPassword({ body: { newPassword: password, token }, headers, returnHeaders: true }),
  );
  await noteAt(edge, { kind: "password_changed", actorId: userId, details: { by: "link" } });
}

export async function changePasswordAt(edge: Edge, current: string, password: string): Promise<void> {
  const limit = { key: ["password", edge.actor.userId ?? ""], most: 10, seconds: 900 };
  await countAttempt(edge.runtime.database, [limit]);
  assertPassword(password, await wordsAbout(edge));
  await askIdentity(edge, (api, headers) =>
    api.changePassword({
      body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
      headers,
      returnHeaders: true,
    }),
  );
  await noteAt(edge, { kind: "password_changed" });
}

async function whoseReset({ runtime }: Edge, token: string): Promise<string | null> {
  const found = await runtime.database
    .selectFrom("auth.verification")
    .select("value")
    .where("identifier", "=", `reset-password:${token}`)
    .executeTakeFirst();
  return found?.value ?? null;
}

async function wordsAbout({ runtime, actor }: Edge): Promise<readonly string[]> {
  const user = await runtime.database
    .selectFrom("users")
    .select(["name", "email"])
    .where("id", "=", actor.userId)
    .executeTakeFirst();
  return user ? [user.name, user.email ?? ""] : [];
}
