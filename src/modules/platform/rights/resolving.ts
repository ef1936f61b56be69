import { sql } from "kysely";
import { isLocale } from "#kernel/locale";
import type { Actor, Database } from "#records";
import { addUp } from "#records/contract";
import { grantsOf } from "./grants.ts";

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
  return {
    userId,
    rights: addUp(await rolesOf(database, userId)),
    teamUserIds: await teamOf(database, userId),
    locale: isLocale(locale) ? locale : "en",
    timeZone: user.time_zone ?? user.organisation_time_zone ?? "UTC",
  };
}

/** The rights of several users at once, for those who change them. */
export async function rolesOf(database: Database, userId: string) {
  const roles = await database
    .selectFrom("user_roles")
    .innerJoin("roles", "roles.id", "user_roles.role_id")
    .select("roles.grants")
    .where("user_roles.user_id", "=", userId)
    .where("roles.archived_at", "is", null)
    .execute();
  return roles.map((role) => grantsOf(role.grants));
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
