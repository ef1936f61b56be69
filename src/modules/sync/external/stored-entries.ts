import { sql } from "kysely";
import type { Work } from "#records";

/** A calendar elsewhere that is kept in step. */
export interface ChosenCalendar {
  readonly id: string;
  readonly address: string;
  readonly component: "VTODO" | "VEVENT";
  readonly takes_new: boolean;
  readonly chosen_at: Date;
  readonly state: string | null;
}

/** An entry there and the record it is here. */
export interface KnownEntry {
  readonly href: string;
  /** Null where it could not become a record. */
  readonly record_id: string | null;
  readonly uid: string;
  readonly tag: string | null;
  /** Of the record; another one than the record's where it has to go there. */
  readonly version: number;
}

/** Both as they were when they were last the same. */
export interface ConnectedEntry extends KnownEntry {
  readonly body: string;
  readonly said: Readonly<Record<string, readonly string[]>>;
}

/** A version that no record has: what stands here has to go there. */
export const notYetThere = 0;

export async function chosenCalendars(work: Work, connection: string): Promise<readonly ChosenCalendar[]> {
  const { rows } = await sql<ChosenCalendar>`select id, address, component, takes_new, chosen_at, state
    from connected_calendars where connection_id = ${connection}::uuid and chosen_at is not null order by id`.execute(
    work.db,
  );
  return rows;
}

/** What is known of the calendar, by address. */
export async function entriesOf(work: Work, calendar: string): Promise<Map<string, KnownEntry>> {
  const { rows } = await sql<KnownEntry>`select href, record_id, uid, tag, version
    from connected_entries where calendar_id = ${calendar}::uuid`.execute(work.db);
  return new Map(rows.map((row) => [row.href, row]));
}

export async function entryAt(
  work: Work,
  calendar: string,
  href: string,
): Promise<ConnectedEntry | undefined> {
  const { rows } = await sql<ConnectedEntry>`select href, record_id, uid, tag, version, body, said
    from connected_entries where calendar_id = ${calendar}::uuid and href = ${href}`.execute(work.db);
  return rows[0];
}

/** The same entry has another address now. */
export async function moveEntry(work: Work, calendar: string, from: string, to: string): Promise<void> {
  await sql`update connected_entries set href = ${to}
    where calendar_id = ${calendar}::uuid and href = ${from}`.execute(work.db);
}

export async function keepEntry(work: Work, calendar: string, entry: ConnectedEntry): Promise<void> {
  await sql`insert into connected_entries (calendar_id, href, record_id, uid, tag, version, body, said)
    values (${calendar}, ${entry.href}, ${entry.record_id}, ${entry.uid}, ${entry.tag}, ${entry.version}, ${entry.body},
      ${JSON.stringify(entry.said)}::jsonb)
    on conflict (calendar_id, href) do update set record_id = excluded.record_id, uid = excluded.uid, tag = excluded.tag,
      version = excluded.version, body = excluded.body, said = excluded.said`.execute(work.db);
}

/** Notes that one side does not take it, so that it is left until it changes. */
export async function keepRefused(
  work: Work,
  calendar: string,
  { href, tag }: Pick<KnownEntry, "href" | "tag">,
): Promise<void> {
  const known = await entryAt(work, calendar, href);
  const none = { href, record_id: null, uid: href, version: 0, body: "", said: {} };
  await keepEntry(work, calendar, { ...(known ?? none), tag });
}

/** It stays there alone: its record is gone here. */
export async function leaveEntry(work: Work, calendar: string, href: string): Promise<void> {
  await sql`update connected_entries set record_id = null, version = 0
    where calendar_id = ${calendar}::uuid and href = ${href}`.execute(work.db);
}

export async function forgetEntry(work: Work, calendar: string, href: string): Promise<void> {
  await sql`delete from connected_entries where calendar_id = ${calendar}::uuid and href = ${href}`.execute(
    work.db,
  );
}

/** Keeps what the calendar answered when it was asked whether anything in it has changed. */
export async function keepState(work: Work, calendar: string, state: string | null): Promise<void> {
  await sql`update connected_calendars set state = ${state} where id = ${calendar}::uuid`.execute(work.db);
}

/**
 * The record of the user that is known under the id already: put by a program, or made here and gone there before. `taken` where it is in
 * step with an entry elsewhere.
 */
export async function recordOfUid(
  work: Work,
  user: string,
  uid: string,
): Promise<{ readonly id: string; readonly taken: boolean } | undefined> {
  const { rows } = await sql<{ id: string; taken: boolean }>`
    select known.id, exists (select from connected_entries e where e.record_id = known.id) as taken
    from (
      select e.record_id as id from connected_entries e
        join connected_calendars c on c.id = e.calendar_id join calendar_connections o on o.id = c.connection_id
        where o.user_id = ${user}::uuid and md5(e.uid) = md5(${uid}) and e.uid = ${uid} and e.record_id is not null
      union all
      select i.record_id from sync_items i
        where i.user_id = ${user}::uuid and i.object = 'task' and md5(i.uid) = md5(${uid}) and i.uid = ${uid}
      union all
      select t.id from tasks t where t.id::text = ${uid} and t.owner_id = ${user}::uuid
    ) known
    join tasks t on t.id = known.id and t.archived_at is null
    limit 1`.execute(work.db);
  return rows[0];
}

/** Those of the records that are in the recycle bin, purged or another's. */
export async function goneFrom(work: Work, user: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select named.id from unnest(${ids}::uuid[]) named(id)
    left join tasks t on t.id = named.id
    where t.id is null or t.archived_at is not null or t.owner_id is distinct from ${user}::uuid`.execute(
    work.db,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Records of the user's own that are in step with nothing elsewhere, made or to come since the calendar takes new ones. */
export async function unconnected(work: Work, ids: readonly string[], since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from tasks t
    where t.id = any(${ids}::uuid[]) and not exists (select from connected_entries e where e.record_id = t.id)
      and (t.created_at >= ${since}::timestamptz or (t.due_at >= ${since}::timestamptz and t.done_at is null))
    order by t.id`.execute(work.db);
  return rows.map(({ id }) => id);
}
