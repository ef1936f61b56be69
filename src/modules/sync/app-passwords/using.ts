import { hash } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { countAttempt } from "#platform";
import type { Actor, ProtocolCaller, Runtime } from "#records";

/** How a password is kept. It has enough bits of chance for a plain hash. */
export function hashOfPassword(password: string): string {
  return hash("sha256", password.toLowerCase().replace(/[^a-z0-9]/g, ""), "base64url");
}

/**
 * The user of an `Authorization: Basic` header with one of their passwords for programs; null without one that is good. Throws
 * `not_allowed` where it would travel for everybody to read, `too_many_requests` to an address that guesses.
 */
export async function actorOfAppPassword(
  runtime: Runtime,
  { authorization, address }: ProtocolCaller,
): Promise<Actor | null> {
  const [, basic] = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization ?? "") ?? [];
  if (!basic) return null;
  if (!isPrivateWay(runtime.settings.baseUrl)) throw new AppError("not_allowed");
  const [, name = "", password = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(basic, "base64").toString("utf8")) ?? [];
  const [user, hashed] = [name.trim().toLowerCase(), hashOfPassword(password)];
  const actor = await runtime.actorBy(`app-password ${user} ${hashed}`, () =>
    findActor(runtime, user, hashed),
  );
  if (!actor)
    await countAttempt(runtime.database, [{ key: ["app-password", address], most: 60, seconds: 600 }]);
  return actor;
}

function isPrivateWay(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return (
    protocol === "https:" || hostname === "localhost" || hostname.startsWith("127.") || hostname === "[::1]"
  );
}

async function findActor(runtime: Runtime, name: string, hashed: string): Promise<Actor | null> {
  const found = await runtime.database
    .selectFrom("app_passwords")
    .innerJoin("users", "users.id", "app_passwords.user_id")
    .select(["app_passwords.id", "app_passwords.user_id", "app_passwords.last_used_at"])
    .where("app_passwords.hash", "=", hashed)
    .where("app_passwords.revoked_at", "is", null)
    .where((or) => or.or([or("users.email", "=", name), or(sql<string>`users.id::text`, "=", name)]))
    .executeTakeFirst();
  const actor = found && (await runtime.actorOf(found.user_id));
  if (!actor) return null;
  if (isLongAgo(found.last_used_at)) await noteUse(runtime, found.id);
  return { ...actor, sessionId: `app-password:${found.id}` };
}

// To the minute is enough; else each request would write.
function isLongAgo(used: Date | null): boolean {
  return used === null || Date.now() - used.getTime() > 60_000;
}

async function noteUse(runtime: Runtime, id: string): Promise<void> {
  await runtime.database
    .updateTable("app_passwords")
    .set({ last_used_at: sql<Date>`now()` })
    .where("id", "=", id)
    .execute();
}
