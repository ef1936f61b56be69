import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import { hashOf, newToken } from "../identity/tokens.ts";
import { assertMayGive } from "../rights/standing.ts";
import { roleIdsOf } from "../users/creating.ts";

export interface NewKey {
  readonly name: string;
  /** A role by id, or a standard one by key. */
  readonly role: string;
}

/**
 * Makes an API key in the name of whoever asks; from the command line, in that of the first administrator.
 * Its text is in the answer and nowhere else. Throws `rights_exceeded` for a role above one's own.
 */
export async function createApiKey(
  work: Work,
  { name, role }: NewKey,
): Promise<{ readonly id: string; readonly key: string }> {
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
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await note(work, { kind: "key_made", details: { name, key: made.id } });
  return { id: made.id, key };
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
