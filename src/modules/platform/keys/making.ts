import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import { hashOf, newToken } from "../identity/tokens.ts";
import { assertMayGive } from "../rights/standing.ts";
import { roleIdsOf } from "../users/creating.ts";
import { readNetwork } from "./networks.ts";
import { assertScopes } from "./scopes.ts";

export interface NewKey {
  readonly name: string;
  /** A role by id, or a standard one by key. */
  readonly role: string;
  /** What it may do of what the role allows: `people:read`, `*:write`, `deals:close`. All unless told. */
  readonly scopes?: readonly string[] | undefined;
  /** When it ends, in ISO 8601. */
  readonly expiresAt?: string | undefined;
  /** Networks from which alone it is accepted, as `10.1.0.0/16`. */
  readonly networks?: readonly string[] | undefined;
  readonly requestsPerMinute?: number | undefined;
}

/**
 * Makes an API key in the name of whoever asks; from the command line, in that of the first administrator.
 * Its text is in the answer and nowhere else. Throws `rights_exceeded` for a role above one's own, and to who came in by
 * a key that is bound itself; `choice_unknown`, `field_invalid` for bounds that are none.
 */
export async function createApiKey(
  work: Work,
  { name, role, ...wanted }: NewKey,
): Promise<{ readonly id: string; readonly key: string }> {
  const bounds = boundsOf(work, wanted);
  const [roleId] = await roleIdsOf(work, [role]);
  if (!roleId) throw new AppError("link_not_found", { field: "role" });
  await assertMayGive(work, [roleId]);
  const key = `rk_${newToken()}`;
  const made = await work.db
    .insertInto("api_keys")
    .values({
      name,
      role_id: roleId,
      user_id: work.actor.userId ?? (await firstAdministrator(work)),
      key_hash: hashOf(key),
      beginning: key.slice(0, 9),
      created_by: work.actor.userId,
      ...bounds,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await note(work, { kind: "key_made", details: { name, key: made.id } });
  return { id: made.id, key };
}

function boundsOf(
  work: Work,
  { scopes, expiresAt, networks, requestsPerMinute }: Omit<NewKey, "name" | "role">,
) {
  if (Object.keys(work.actor.keyBounds ?? {}).length > 0) throw new AppError("rights_exceeded");
  if (scopes) assertScopes(work.catalogue, scopes);
  const ends = expiresAt === undefined ? null : new Date(expiresAt);
  if (ends && ends <= work.now) throw new AppError("field_invalid", { field: "expiresAt" });
  return {
    scopes: scopes?.length ? [...new Set(scopes)] : null,
    expires_at: ends,
    networks: networks?.length ? networks.map(networkOf) : null,
    requests_per_minute: requestsPerMinute ?? null,
  };
}

function networkOf(text: string): string {
  const network = readNetwork(text);
  if (network === undefined)
    throw new AppError("field_invalid", { field: "networks", params: { value: text } });
  return network;
}

async function firstAdministrator(work: Work): Promise<string> {
  const user = await work.db
    .selectFrom("users")
    .innerJoin("user_roles", "user_roles.user_id", "users.id")
    .innerJoin("roles", "roles.id", "user_roles.role_id")
    .select("users.id")
    .where("roles.key", "=", "administrator")
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .orderBy("users.id")
    .executeTakeFirst();
  if (!user) throw new AppError("link_not_found", { field: "user" });
  return user.id;
}
