import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import { permits } from "#records/contract";

/** The living keys: one's own, and for who has every right everybody's. */
export async function listKeys(work: Work) {
  const keys = await work.db
    .selectFrom("api_keys")
    .innerJoin("roles", "roles.id", "api_keys.role_id")
    .innerJoin("users", "users.id", "api_keys.user_id")
    .select(["api_keys.id", "api_keys.name", "beginning", "api_keys.created_at", "last_used_at"])
    .select(["api_keys.scopes", "api_keys.expires_at", "api_keys.networks", "api_keys.requests_per_minute"])
    .select([
      "roles.id as role_id",
      "roles.name as role_name",
      "users.id as user_id",
      "users.name as user_name",
    ])
    .where("revoked_at", "is", null)
    .$if(!seesAll(work), (query) => query.where("api_keys.user_id", "=", work.actor.userId))
    .orderBy("api_keys.id", "desc")
    .execute();
  return {
    data: keys.map((key) => ({
      id: key.id,
      name: key.name,
      beginning: key.beginning,
      role: { id: key.role_id, title: key.role_name },
      user: { id: key.user_id, title: key.user_name },
      createdAt: key.created_at.toISOString(),
      lastUsedAt: key.last_used_at?.toISOString() ?? null,
      scopes: key.scopes,
      expiresAt: key.expires_at?.toISOString() ?? null,
      networks: key.networks,
      requestsPerMinute: key.requests_per_minute,
    })),
  };
}

export async function revokeApiKey(work: Work, id: string): Promise<void> {
  const revoked = await work.db
    .updateTable("api_keys")
    .set({ revoked_at: work.now, revoked_by: work.actor.userId })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .$if(!seesAll(work), (query) => query.where("user_id", "=", work.actor.userId))
    .returning("name")
    .executeTakeFirst();
  if (!revoked) throw new AppError("not_found");
  await note(work, { kind: "key_revoked", details: { name: revoked.name, key: id } });
}

function seesAll(work: Work): boolean {
  return permits(work.actor.rights, "users:manage");
}
