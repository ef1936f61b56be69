import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { note, type Runtime, type Work } from "#records";
import type {
  CalendarConnection,
  chooseCalendars,
  ConnectedCalendar,
  connectCalendar,
  listConnections,
} from "../contract/index.ts";
import { userAtScreen } from "../own-access.ts";
import type { FoundCalendar } from "./discovering.ts";
import { sealPassword } from "./passwords.ts";

/** Connections of one user. */
const mostConnections = 20;

/** One's own, the newest first. */
export async function connectionsOf(work: Work): Promise<OutputOf<typeof listConnections>> {
  const { rows } = await sql<
    Omit<CalendarConnection, "lookedAt" | "calendars"> & { looked_at: Date | null; user_name: string }
  >`
    select id, address, user_name, trouble, paused, looked_at from calendar_connections
    where user_id = ${userAtScreen(work)}::uuid order by id desc`.execute(work.db);
  const calendars = await calendarsOf(
    work,
    rows.map(({ id }) => id),
  );
  return {
    data: rows.map(({ user_name: userName, looked_at: lookedAt, ...row }) => ({
      ...row,
      userName,
      lookedAt: lookedAt?.toISOString() ?? null,
      calendars: calendars.get(row.id) ?? [],
    })),
  };
}

async function calendarsOf(
  work: Work,
  connections: readonly string[],
): Promise<Map<string, ConnectedCalendar[]>> {
  const { rows } = await sql<
    Omit<ConnectedCalendar, "kind" | "takesNew"> & {
      connection: string;
      component: string;
      takes_new: boolean;
    }
  >`
    select c.id, c.connection_id as connection, c.title, c.component, c.takes_new, c.chosen_at is not null as chosen,
      count(e.href) filter (where e.record_id is not null)::int as entries,
      count(e.href) filter (where e.record_id is null)::int as refused
    from connected_calendars c left join connected_entries e on e.calendar_id = c.id
    where c.connection_id = any(${connections}::uuid[]) group by c.id order by c.title, c.component, c.id`.execute(
    work.db,
  );
  const found = new Map<string, ConnectedCalendar[]>();
  for (const { connection, component, takes_new: takesNew, ...row } of rows) {
    const kind = component === "VTODO" ? "tasks" : "meetings";
    found.set(connection, [...(found.get(connection) ?? []), { ...row, kind, takesNew }]);
  }
  return found;
}

/** Keeps a connection with what was found there. Throws `too_many`. */
export async function keepConnection(
  work: Work,
  { settings }: Runtime,
  { address, userName, password }: BodyOf<typeof connectCalendar>,
  found: readonly FoundCalendar[],
): Promise<{ id: string }> {
  const user = userAtScreen(work);
  const { rows } = await sql<{ count: number }>`select count(*)::int from calendar_connections
    where user_id = ${user}::uuid`.execute(work.db);
  if ((rows[0]?.count ?? 0) >= mostConnections)
    throw new AppError("too_many", { params: { max: mostConnections } });
  const id = newId();
  await sql`insert into calendar_connections (id, user_id, address, user_name, password)
    values (${id}, ${user}, ${address}, ${userName}, ${sealPassword(settings.secret, id, password)})`.execute(
    work.db,
  );
  await sql`insert into connected_calendars (connection_id, address, title, component)
    select ${id}::uuid, f.address, f.title, f.component
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(address text, title text, component text)
    on conflict do nothing`.execute(work.db);
  await note(work, { kind: "calendar_connected", details: { name: new URL(address).host } });
  return { id };
}

/**
 * Chooses what is kept in step. What is no longer chosen is forgotten as to what was the same there; the records stay. Throws
 * `not_found`.
 */
export async function choose(
  work: Work,
  id: string,
  { calendars }: BodyOf<typeof chooseCalendars>,
): Promise<void> {
  await assertMine(work, id);
  const chosen = calendars.map((one) => one.id);
  await sql`delete from connected_entries where calendar_id in (
    select id from connected_calendars where connection_id = ${id}::uuid and not id = any(${chosen}::uuid[]))`.execute(
    work.db,
  );
  // One calendar of a user takes what is new of a kind: the one that was chosen last.
  await sql`update connected_calendars set takes_new = false where component in (
      select component from connected_calendars where connection_id = ${id}::uuid
        and id = any(${calendars.filter((one) => one.takesNew).map((one) => one.id)}::uuid[]))
    and connection_id in (select id from calendar_connections where user_id = ${userAtScreen(work)}::uuid)`.execute(
    work.db,
  );
  await sql`update connected_calendars c set
      chosen_at = case when f.id is null then null else coalesce(c.chosen_at, ${work.now}::timestamptz) end,
      takes_new = coalesce(f.takes_new, false), state = null
    from connected_calendars o
    left join jsonb_to_recordset(${JSON.stringify(calendars.map((one) => ({ id: one.id, takes_new: one.takesNew })))}::jsonb)
      as f(id uuid, takes_new boolean) on f.id = o.id
    where c.id = o.id and c.connection_id = ${id}::uuid`.execute(work.db);
  await lookSoon(work, id);
}

/** Throws `not_found`. */
export async function changePassword(
  work: Work,
  { settings }: Runtime,
  id: string,
  password: string,
): Promise<void> {
  await assertMine(work, id);
  await sql`update calendar_connections set password = ${sealPassword(settings.secret, id, password)}, paused = false,
    trouble = null, failed_rounds = 0 where id = ${id}::uuid`.execute(work.db);
  await lookSoon(work, id);
}

/** It is looked at with the next minute; also where it was paused. Throws `not_found`. */
export async function askForRound(work: Work, id: string): Promise<void> {
  await assertMine(work, id);
  await sql`update calendar_connections set paused = false where id = ${id}::uuid`.execute(work.db);
  await lookSoon(work, id);
}

/** Throws `not_found`. */
export async function disconnect(work: Work, id: string): Promise<void> {
  await assertMine(work, id);
  const { rows } = await sql<{
    address: string;
  }>`delete from calendar_connections where id = ${id}::uuid returning address`.execute(work.db);
  await note(work, {
    kind: "calendar_disconnected",
    details: { name: new URL(rows[0]?.address ?? "").host },
  });
}

async function lookSoon(work: Work, id: string): Promise<void> {
  await sql`update calendar_connections set next_look_at = ${work.now} where id = ${id}::uuid`.execute(
    work.db,
  );
}

async function assertMine(work: Work, id: string): Promise<void> {
  const { rows } = await sql`select from calendar_connections
    where id = ${id}::uuid and user_id = ${userAtScreen(work)}::uuid for update`.execute(work.db);
  if (rows.length === 0) throw new AppError("not_found");
}
