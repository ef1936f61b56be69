import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { allowedIds, type Runtime, visibleIds, type Work } from "#records";
import { type Access, type Grant, grantOfRoles } from "#records/contract";
import { areFieldsWithin } from "../rights/comparing.ts";
import type { SharedRecord } from "./shared-record.ts";

/** To whom a record is given: one of the two. */
export interface Receiver {
  readonly user?: string | undefined;
  readonly team?: string | undefined;
}

/** Teams larger than this are not looked through member by member. */
const most = 200;

/** The active users whom a share with the receiver reaches. Throws `link_not_found` for one unseen or gone. */
export async function receivers(work: Work, { user, team }: Receiver): Promise<readonly string[]> {
  const [seen] = await visibleIds(work, user ? "user" : "team", [user ?? team ?? ""]);
  const { rows } = user
    ? await sql<{ id: string }>`select id from users
        where id = ${user}::uuid and active and archived_at is null`.execute(work.db)
    : await membersOf(work, team ?? "");
  const isThere = user ? rows.length > 0 : await isInUse(work, team ?? "");
  if (!seen || !isThere) throw new AppError("link_not_found", { field: user ? "user" : "team" });
  return rows.map((row) => row.id);
}

/**
 * Throws `share_shows_hidden` where a receiver, who does not reach the record otherwise, would see fields of it that
 * its giver may not see, or write fields that the giver may not write: nobody gives away more than they have.
 */
export async function assertNoFieldGained(
  work: Work,
  runtime: Runtime,
  record: SharedRecord,
  given: { readonly userIds: readonly string[]; readonly access: Access },
): Promise<void> {
  const { object, id, objects } = record;
  const limits = objects.map((name) => ({ name, own: limitsFor(work.actor.rights, name, given.access) }));
  if (limits.every(({ own }) => Object.keys(own).length === 0)) return;
  if (given.userIds.length > most) throw new AppError("share_shows_hidden");
  for (const userId of given.userIds) {
    const actor = await runtime.actorOf(userId);
    const more = limits.some(
      ({ name, own }) => actor && !areFieldsWithin(grantOfRoles(actor.rights, name).fields, own),
    );
    if (!actor || !more) continue;
    const [reached] = await allowedIds({ ...work, actor }, object.name, [id], given.access);
    if (!reached) throw new AppError("share_shows_hidden");
  }
}

// For reading it does not matter what one may write.
function limitsFor(
  rights: Work["actor"]["rights"],
  name: string,
  access: Access,
): NonNullable<Grant["fields"]> {
  const limits = Object.entries(grantOfRoles(rights, name).fields ?? {});
  return Object.fromEntries(limits.filter(([, limit]) => access === "change" || limit === "hidden"));
}

async function isInUse(work: Work, team: string): Promise<boolean> {
  const { rows } = await sql`select 1 from teams where id = ${team}::uuid and archived_at is null`.execute(
    work.db,
  );
  return rows.length > 0;
}

// Those who are in the team or in one below it, or lead one of these: the same as `teamIds` of an actor says.
async function membersOf(work: Work, team: string) {
  return sql<{ id: string }>`
    with recursive below (id) as (
      select id from teams where id = ${team}::uuid and archived_at is null
      union
      select teams.id from teams join below on teams.parent_id = below.id where teams.archived_at is null)
    select id from users
    where active and archived_at is null
      and (team_id in (select id from below)
        or id in (select manager_id from teams where id in (select id from below)))
    order by id limit ${most + 1}`.execute(work.db);
}
