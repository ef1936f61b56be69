import { createHmac, timingSafeEqual } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import { sql } from "kysely";
import type { Runtime } from "#records";
import { cookieName, identitySecret, isSecure, oldestSessionDays } from "./identity.ts";

export interface SessionFound {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  /** How often access had changed when the session was looked up. */
  readonly accessVersion: string;
}

/**
 * The living session of a cookie header. Reads what better-auth wrote, in one query where its own way takes
 * two and four times as long: this runs before every request.
 */
export async function findSession(
  runtime: Runtime,
  cookies: string | undefined,
): Promise<SessionFound | null> {
  const token = signedToken(runtime, cookies);
  if (!token) return null;
  const found = await runtime.database
    .selectFrom("auth.session")
    .innerJoin("users", "users.id", "auth.session.userId")
    .innerJoin("access_version", (join) => join.onTrue())
    .select(["auth.session.id", "auth.session.userId", "auth.session.token"])
    .select("access_version.version as accessVersion")
    .where("auth.session.token", "=", token)
    .where("auth.session.expiresAt", ">", sql<Date>`now()`)
    .where("auth.session.createdAt", ">", sql<Date>`now() - make_interval(days => ${oldestSessionDays})`)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  return found ?? null;
}

function signedToken(runtime: Runtime, cookies: string | undefined): string | null {
  if (!cookies) return null;
  const value = parseCookies(cookies).get(isSecure(runtime) ? `__Secure-${cookieName}` : cookieName);
  const [token, signature] = decoded(value)?.split(".") ?? [];
  if (!token || !signature) return null;
  const expected = createHmac("sha256", identitySecret(runtime)).update(token).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decoded(value: string | undefined): string | null {
  try {
    return value === undefined ? null : decodeURIComponent(value);
  } catch {
    return null;
  }
}
