import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { addUp, type Rights } from "#records/contract";
import { isWithin } from "./comparing.ts";
import { grantsOf } from "./grants.ts";
import { rolesOf } from "./resolving.ts";

/** Throws `rights_exceeded` where the roles together grant more than the actor has. */
export async function assertMayGive(work: Work, roleIds: readonly string[]): Promise<void> {
  if (roleIds.length === 0) return;
  const roles = await work.db
    .selectFrom("roles")
    .select(["id", "grants"])
    .where("id", "in", roleIds)
    .where("archived_at", "is", null)
    .execute();
  if (roles.length < new Set(roleIds).size) throw new AppError("link_not_found", { field: "roleIds" });
  assertWithinOwn(work, addUp(roles.map((role) => grantsOf(role.grants))));
}

/** Throws `rights_exceeded` where a user has rights that the actor has not: who could act as them would gain those. */
export async function assertStandsAbove(work: Work, userId: string): Promise<void> {
  assertWithinOwn(work, addUp(await rolesOf(work.db, userId)));
}

export function assertWithinOwn(work: Work, rights: Rights): void {
  if (!isWithin(rights, work.actor.rights)) throw new AppError("rights_exceeded");
}

/**
 * Throws `last_administrator` where no active user is an administrator any more. The role's row is locked, so
 * that two administrators who take each other's role at once do not both succeed.
 */
export async function assertAdministratorRemains(work: Work): Promise<void> {
  const role = await work.db
    .selectFrom("roles")
    .select("id")
    .where("key", "=", "administrator")
    .forUpdate()
    .executeTakeFirst();
  if (!role) return;
  const administrator = await work.db
    .selectFrom("user_roles")
    .innerJoin("users", "users.id", "user_roles.user_id")
    .select("users.id")
    .where("user_roles.role_id", "=", role.id)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  if (!administrator) throw new AppError("last_administrator");
}
