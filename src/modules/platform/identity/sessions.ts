import { createHmac } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import { sql } from "kysely";
import { type Actor, isSameSecret, type Runtime } from "#records";
import { actorLooking } from "../viewing-as/viewing-as.ts";
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
    .leftJoin("viewings", (join) =>
      join.onRef("viewings.session_id", "=", "auth.session.id").on("viewings.ended_at", "is", null),
    )
    .select(["auth.session.id", "auth.session.userId", "viewings.viewed_id", "viewings.ends_at"])
    .where("auth.session.token", "=", token)
    .where("auth.session.expiresAt", ">", sql<Date>`now()`)
    .where("auth.session.createdAt", ">", sql<Date>`now() - make_interval(days => ${oldestSessionDays})`)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  const actor = session && (await runtime.actorOf(session.userId));
  if (!actor) return null;
  const { id: sessionId, viewed_id: viewedId, ends_at: until } = session;
  const looking = viewedId && until ? await actorLooking(runtime, actor, { viewedId, until }) : actor;
  return { ...looking, sessionId };
}

function signedToken(runtime: Runtime, cookies: string | undefined): string | null {
  if (!cookies) return null;
  const value = parseCookies(cookies).get(isSecure(runtime) ? `__Secure-${cookieName}` : cookieName);
  const [token, signature] = decoded(value)?.split(".") ?? [];
  if (!token || !signature) return null;
  const expected = createHmac("sha256", identitySecret(runtime)).update(token).digest();
  return isSameSecret(Buffer.from(signature, "base64"), expected) ? token : null;
}

function decoded(value: string | undefined): string | null {
  try {
    return value === undefined ? null : decodeURIComponent(value);
  } catch {
    return null;
  }
}
