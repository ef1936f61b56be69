import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import { addUp, type RoleGrants } from "#records/contract";
import {
  type createRole,
  type changeRole,
  permissions,
  platformEvents,
  type RoleDetails,
} from "../contract/index.ts";
import { grantsOf } from "../rights/grants.ts";
import { standardRoles } from "../rights/standard-roles.ts";
import { assertWithinOwn } from "../rights/standing.ts";

/** All roles with what they grant and how many active users have each. */
export async function rolesInDetail(work: Work, id: string | null = null): Promise<RoleDetails[]> {
  const { rows } = await sql<Row>`
    select r.id, r.key, r.name, r.grants, r.version,
      (select count(*)::int from user_roles ur join users u on u.id = ur.user_id
       where ur.role_id = r.id and u.active and u.archived_at is null) as users
    from roles r
    where r.archived_at is null and (${id}::uuid is null or r.id = ${id}::uuid)
    order by array_position(${Object.keys(standardRoles)}::text[], r.key), r.created_at, r.id`.execute(
    work.db,
  );
  return rows.map((row) => ({ ...row, grants: grantsOf(row.grants) }));
}

/** Makes a role. Throws `rights_exceeded` where it grants more than the actor has, `field_invalid` for an unknown grant. */
export async function makeRole(
  work: Work,
  { name, grants }: BodyOf<typeof createRole>,
): Promise<RoleDetails> {
  assertKnown(work, grants);
  assertWithinOwn(work, addUp([grants]));
  const { id } = await work.db
    .insertInto("roles")
    .values({
      name,
      grants: JSON.stringify(grants),
      created_by: work.actor.userId,
      updated_by: work.actor.userId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await note(work, { kind: "role_made", details: { role: id, name, grants } });
  return told(work, id);
}

/**
 * Changes name and grants. The actor must have all that the role granted and all that it is to grant; the
 * administrator's grants stay, so that somebody can always do everything.
 */
export async function editRole(
  work: Work,
  id: string,
  change: BodyOf<typeof changeRole>,
): Promise<RoleDetails> {
  assertKnown(work, change.grants);
  const role = await lock(work, id);
  if (role.version !== change.version)
    throw new AppError("version_conflict", { extra: { current: await detailsOf(work, id) } });
  const grants = role.key === "administrator" ? grantsOf(role.grants) : change.grants;
  assertWithinOwn(work, addUp([grantsOf(role.grants)]));
  assertWithinOwn(work, addUp([grants]));
  await work.db
    .updateTable("roles")
    .set({
      name: change.name,
      grants: JSON.stringify(grants),
      version: sql`version + 1`,
      updated_at: work.now,
      updated_by: work.actor.userId,
    })
    .where("id", "=", id)
    .execute();
  await note(work, {
    kind: "role_changed",
    changes: { name: { from: role.name, to: change.name }, grants: { from: role.grants, to: grants } },
    details: { role: id, name: change.name },
  });
  return told(work, id);
}

/** Removes a role that no user and no living key has. Throws `role_in_use`; the administrator's stays. */
export async function dropRole(work: Work, id: string): Promise<void> {
  const role = await lock(work, id);
  if (role.key === "administrator") throw new AppError("not_allowed");
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from user_roles where role_id = ${id})::int
      + (select count(*) from api_keys where role_id = ${id} and revoked_at is null)::int as count`.execute(
    work.db,
  );
  const count = rows[0]?.count ?? 0;
  if (count > 0) throw new AppError("role_in_use", { params: { count } });
  await work.db
    .updateTable("roles")
    .set({ archived_at: work.now, updated_by: work.actor.userId })
    .where("id", "=", id)
    .execute();
  await note(work, { kind: "role_removed", details: { role: id, name: role.name } });
}

interface Row {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly grants: unknown;
  readonly version: number;
  readonly users: number;
}

async function lock(work: Work, id: string) {
  const role = await work.db
    .selectFrom("roles")
    .selectAll()
    .where("id", "=", id)
    .where("archived_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!role) throw new AppError("not_found");
  return role;
}

async function detailsOf(work: Work, id: string): Promise<RoleDetails> {
  const [role] = await rolesInDetail(work, id);
  if (!role) throw new AppError("not_found");
  return role;
}

async function told(work: Work, id: string): Promise<RoleDetails> {
  work.emit({ name: platformEvents.rightsChanged, object: "role", records: [id] });
  return detailsOf(work, id);
}

function assertKnown(work: Work, grants: RoleGrants): void {
  for (const object of Object.keys(grants.objects)) {
    if (object !== "*" && !work.catalogue.objects.has(object))
      throw new AppError("field_invalid", { field: `grants.objects.${object}` });
  }
  const unknown = grants.permissions.find(
    (one) => one !== "*" && !permissions.some((known) => known === one),
  );
  if (unknown) throw new AppError("field_invalid", { field: "grants.permissions" });
}
