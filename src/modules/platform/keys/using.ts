import { sql } from "kysely";
import type { Actor, Runtime } from "#records";
import { addUp, type Rights } from "#records/contract";
import { hashOf } from "../identity/tokens.ts";
import { grantsOf } from "../rights/grants.ts";
import { narrowed } from "../rights/comparing.ts";
import { rightsOfScopes } from "./scopes.ts";

/**
 * The actor of an `Authorization: Bearer rk_…` header: the user it was made for, with the rights of the key's
 * role, and of its scopes where it has any, as far as the user holds them now. Null for a key that is unknown, revoked or of one who has left.
 */
export async function actorOfKey(runtime: Runtime, authorization: string): Promise<Actor | null> {
  const key = /^Bearer (rk_[A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1];
  if (!key) return null;
  const hash = hashOf(key);
  return runtime.actorBy(`key ${hash}`, () => findActor(runtime, hash));
}

async function findActor(runtime: Runtime, hash: string): Promise<Actor | null> {
  const found = await runtime.database
    .selectFrom("api_keys")
    .innerJoin("users", "users.id", "api_keys.user_id")
    .innerJoin("roles", "roles.id", "api_keys.role_id")
    .select(["api_keys.id", "api_keys.user_id", "api_keys.last_used_at", "roles.grants"])
    .select(["api_keys.scopes", "api_keys.expires_at", "api_keys.networks", "api_keys.requests_per_minute"])
    .where("api_keys.key_hash", "=", hash)
    .where("api_keys.revoked_at", "is", null)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  const actor = found && (await runtime.actorOf(found.user_id));
  if (!actor) return null;
  if (isLongAgo(found.last_used_at)) await noteUse(runtime, found.id);
  return {
    ...actor,
    rights: scoped(runtime, found.scopes, narrowed(addUp([grantsOf(found.grants)]), actor.rights)),
    sessionId: `key:${found.id}`,
    keyId: found.id,
    keyBounds: {
      ...(found.expires_at && { expiresAt: found.expires_at }),
      ...(found.networks && { networks: found.networks }),
      ...(found.requests_per_minute && { requestsPerMinute: found.requests_per_minute }),
    },
  };
}

function scoped({ catalogue }: Runtime, scopes: readonly string[] | null, rights: Rights): Rights {
  return scopes ? narrowed(rightsOfScopes(catalogue, scopes), rights) : rights;
}

// To the minute is enough; else each request would write.
function isLongAgo(used: Date | null): boolean {
  return used === null || Date.now() - used.getTime() > 60_000;
}

async function noteUse(runtime: Runtime, id: string): Promise<void> {
  await runtime.database
    .updateTable("api_keys")
    .set({ last_used_at: sql<Date>`now()` })
    .where("id", "=", id)
    .execute();
}
