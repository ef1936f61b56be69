import type { Actor, Runtime, Work } from "#records";
import { addUp, type Rights } from "#records/contract";
import { narrowed } from "./comparing.ts";
import { grantsOf } from "./grants.ts";
import { assertMayGive } from "./standing.ts";

/**
 * A user with what a role allows within their own rights of now: for what acts in their name while they are away.
 * Null where the user has left or the role is gone.
 */
export async function actorInRole(runtime: Runtime, userId: string, roleId: string): Promise<Actor | null> {
  const rights = await rightsOfRole(runtime.database, roleId);
  const actor = rights && (await runtime.actorOf(userId));
  return actor ? { ...actor, rights: narrowed(rights, actor.rights) } : null;
}

/** The actor of `work` with no more than a role allows. Throws `rights_exceeded` for a role above one's own. */
export async function narrowedToRole(work: Work, roleId: string): Promise<Actor> {
  await assertMayGive(work, [roleId]);
  const rights = await rightsOfRole(work.db, roleId);
  return { ...work.actor, rights: rights ? narrowed(rights, work.actor.rights) : work.actor.rights };
}

async function rightsOfRole(db: Runtime["database"] | Work["db"], roleId: string): Promise<Rights | null> {
  const role = await db
    .selectFrom("roles")
    .select("grants")
    .where("id", "=", roleId)
    .where("archived_at", "is", null)
    .executeTakeFirst();
  return role ? addUp([grantsOf(role.grants)]) : null;
}
