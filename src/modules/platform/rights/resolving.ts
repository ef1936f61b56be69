import { sql } from "kysely";
import { isLocale } from "#kernel/locale";
import type { Actor, Database } from "#records";
import { type Access, addUp, type RoleGrants } from "#records/contract";
import { grantsOf } from "./grants.ts";
import { withheldFrom } from "./withholding.ts";

/**
 * A user as an actor: roles added up, the users whom "team" reaches, language and time zone with the
 * organisation's to fall back on. Null for one who is gone or not active.
 */
export async function resolveActor(database: Database, userId: string): Promise<Actor | null> {
  const user = await database
    .selectFrom("users")
    .leftJoin("organisation", (join) => join.onTrue())
    .select(["users.locale", "users.time_zone", "organisation.locale as organisation_locale"])
    .select("organisation.time_zone as organisation_time_zone")
    .where("users.id", "=", userId)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  if (!user) return null;
  const locale = user.locale ?? user.organisation_locale;
  const teamIds = await teamsOf(database, userId);
  const shared = await sharedWith(database, userId, teamIds);
  const rights = addUp(await rolesOf(database, userId));
  const keptFrom = await keptFromUser(database, { userId, teamIds, permissions: rights.permissions });
  const withheld = shared && (await withheldFrom(database, userId, teamIds));
  return {
    userId,
    rights: {
      ...rights,
      ...(shared && { shared }),
      ...(withheld && { withheld }),
    },
    teamUserIds: await teamOf(database, userId),
    teamIds,
    ...(keptFrom && { keptFrom }),
    locale: isLocale(locale) ? locale : "en",
    timeZone: user.time_zone ?? user.organisation_time_zone ?? "UTC",
  };
}

/** What each role of a user grants. */
export async function rolesOf(database: Database, userId: string): Promise<RoleGrants[]> {
  return (await namedRoles(database, userId)).map(({ grants }) => grants);
}

export interface NamedRole {
  readonly id: string;
  readonly name: string;
  readonly grants: RoleGrants;
}

/** The roles of a user, by name. */
export async function namedRoles(database: Database, userId: string): Promise<NamedRole[]> {
  const roles = await database
    .selectFrom("user_roles")
    .innerJoin("roles", "roles.id", "user_roles.role_id")
    .select(["roles.id", "roles.name", "roles.grants"])
    .where("user_roles.user_id", "=", userId)
    .where("roles.archived_at", "is", null)
    .orderBy("roles.name")
    .orderBy("roles.id")
    .execute();
  return roles.map((role) => ({ ...role, grants: grantsOf(role.grants) }));
}

// `union` rather than `union all`: a ring of teams or managers ends instead of turning for ever.
async function teamOf(database: Database, userId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive
      led (id) as (
        select team.id from teams team
        where team.archived_at is null
          and (team.manager_id = ${userId} or team.id = (select team_id from users where id = ${userId}))
        union
        select team.id from teams team join led on team.parent_id = led.id where team.archived_at is null),
      below (id) as (
        select ${userId}::uuid
        union
        select report.id from users report join below on report.manager_id = below.id)
    select id from below
    union
    select id from users where team_id in (select id from led)`.execute(database);
  return rows.map((row) => row.id);
}

// The user's team, those they lead, and all above: whoever shares with the north shares with the north-west, too.
async function teamsOf(database: Database, userId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, parent_id) as (
      select team.id, team.parent_id from teams team
      where team.archived_at is null
        and (team.manager_id = ${userId} or team.id = (select team_id from users where id = ${userId}))
      union
      select team.id, team.parent_id from teams team join above on team.id = above.parent_id
      where team.archived_at is null)
    select id from above`.execute(database);
  return rows.map((row) => row.id);
}

/** What is kept to teams in which the user is not, and to others. Who sets how the organisation works sees all but what is personal. */
async function keptFromUser(
  database: Database,
  {
    userId,
    teamIds,
    permissions,
  }: { userId: string; teamIds: readonly string[]; permissions: readonly string[] },
): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
  const setsAll = permissions.includes("*") || permissions.includes("settings:change");
  const { rows } = await sql<{ object: string; ids: string[] }>`
    select object, array_agg(record_id) as ids from kept_records
    where not team_ids && ${teamIds}::uuid[] and not ${userId}::uuid = any(user_ids) and (personal or not ${setsAll})
    group by object`.execute(database);
  return rows.length > 0 ? Object.fromEntries(rows.map(({ object, ids }) => [object, ids])) : undefined;
}

async function sharedWith(
  database: Database,
  userId: string,
  teamIds: readonly string[],
): Promise<Readonly<Record<string, Access>> | undefined> {
  const { rows } = await sql<{ object: string; access: Access }>`
    select named.object, case when bool_or(access = 'change') then 'change' else 'read' end as access
    from record_shares, unnest(objects) named (object)
    where user_id = ${userId} or team_id = any(${teamIds}::uuid[]) group by 1`.execute(database);
  return rows.length > 0 ? Object.fromEntries(rows.map(({ object, access }) => [object, access])) : undefined;
}
