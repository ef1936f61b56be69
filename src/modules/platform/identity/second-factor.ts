import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Edge, noteAt } from "#records";
import { askIdentity, askQuietly, putCookies } from "./asking.ts";
import { hashOf } from "./tokens.ts";

/** Finishes a sign-in by a code of six digits, or by a recovery code. Each counts once. */
export async function passSecondFactorAt(edge: Edge, code: string): Promise<{ done: true }> {
  try {
    const userId = /^\d{6}$/.test(code) ? await passByCode(edge, code) : await passByRecoveryCode(edge, code);
    await noteAt(edge, { kind: "signed_in", actorId: userId, details: { second_factor: true } });
    return { done: true };
  } catch (error) {
    if (error instanceof AppError) await noteAt(edge, { kind: "second_factor_failed" });
    throw error;
  }
}

async function passByRecoveryCode(edge: Edge, code: string): Promise<string> {
  const answer = await askIdentity(edge, (api, headers) =>
    api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
  );
  return answer.user.id;
}

async function passByCode(edge: Edge, code: string): Promise<string> {
  const { headers, response } = await askQuietly(edge, (api, asked) =>
    api.verifyTOTP({ body: { code }, headers: asked, returnHeaders: true }),
  );
  if (!(await spend(edge, response.user.id, code))) {
    await edge.runtime.database.deleteFrom("auth.session").where("token", "=", response.token).execute();
    throw new AppError("code_wrong", { field: "code" });
  }
  putCookies(edge, headers);
  return response.user.id;
}

export async function beginSecondFactorAt(edge: Edge, password: string) {
  const begun = await askIdentity(edge, (api, headers) =>
    api.enableTwoFactor({ body: { password, method: "totp" }, headers, returnHeaders: true }),
  );
  if (begun.method !== "totp") throw new AppError("internal");
  return { address: begun.totpURI, recoveryCodes: begun.backupCodes };
}

export async function confirmSecondFactorAt(edge: Edge, code: string): Promise<void> {
  const answer = await askIdentity(edge, (api, headers) =>
    api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
  );
  await spend(edge, answer.user.id, code);
  await noteAt(edge, { kind: "second_factor_added" });
}

export async function removeSecondFactorAt(edge: Edge, password: string): Promise<void> {
  await askIdentity(edge, (api, headers) =>
    api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  await noteAt(edge, { kind: "second_factor_removed" });
}

// better-auth accepts a code again for as long as its half minute (and a neighbouring one) lasts; here the first
// to write it down wins, and whoever read it over a shoulder comes too late.
async function spend(edge: Edge, userId: string, code: string): Promise<boolean> {
  const { database } = edge.runtime;
  await database
    .deleteFrom("auth.spent_codes")
    .where("at", "<", sql<Date>`now() - interval '5 minutes'`)
    .execute();
  const spent = await database
    .insertInto("auth.spent_codes")
    .values({ user_id: userId, code_hash: hashOf(`${userId} ${code}`) })
    .onConflict((conflict) => conflict.doNothing())
    .returning("user_id")
    .executeTakeFirst();
  return spent !== undefined;
}
