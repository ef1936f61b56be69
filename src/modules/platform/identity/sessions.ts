import { createHmac, timingSafeEqual } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import { sql } from "kysely";
import type { Actor, Runtime } from "#records";
import { cookieName, identitySecret, isSecure, oldestSessionDays } from "./identity.ts";

/** The user of the living session in a cookie header; null without one. */
export async function actorOfSession(runtime: Runtime, cookies: string | undefined): Promise<Actor | null> {
  const token = signedToken(runtime, cookies);
  return token ? runtime.actorBy(`session ${token}`, () => findActor(runtime, token)) : null;
}

// Reads what better-auth wrote, in one query where its own way takes two and four times as long.
async function findActor(runtime: Runtime, token: string): Promise<Actor | null> {
  const session = await runtime.database
    .selectFrom("auth.session")
    .innerJoin("users", "users.id", "auth.session.userId")
    .select(["auth.session.id", "auth.session.userId"])
    .where("auth.session.token", "=", token)
    .where("auth.session.expiresAt", ">", sql<Date>`now()`)
    .where("auth.session.createdAt", ">", sql<Date>`now() - make_interval(days => ${oldestSessionDays})`)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  const actor = session && (await runtime.actorOf(session.userId));
  return actor ? { ...actor, sessionId: session.id } : null;
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
