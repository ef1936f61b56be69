import { type RawBuilder, sql } from "kysely";
import type { Database, Work } from "#records";

const prefix = "chat:";

/** By what messages of a visitor find their conversation. */
export const keyOfSession = (session: string): string => `${prefix}${session}`;

/** Something is there to see for visitors; the records are their sessions. */
export const visitorsTold = "channels.visitors_told";

/** That a message `o` is one that somebody wrote by mail. */
export const isMailOfTheirs: RawBuilder<boolean> = sql`(o.direction = 'in' and not o.automatic
  and o.details ->> 'session' is null and o.sender like '%@%')`;

/**
 * Puts a message before the visitors of its conversation, once, each in the order of their own. What they wrote is seen by who wrote it, and
 * what came by another channel by who has proven who they are: an address that somebody typed proves nothing. So what we answer is
 * hidden from who proved nothing where somebody else was heard as well, and goes by mail to whoever wrote by mail. Answers whose they
 * are; nobody's where no visitor takes part, and nobody could be written to.
 */
export async function tellVisitors(
  work: Work,
  { conversation, message }: { readonly conversation: string; readonly message: string },
): Promise<string[]> {
  const { rows } = await sql<{ session: string }>`
    with asked as (
      select s.id, m.direction = 'out' and s.identity is null and (k.conversation_id <> ${conversation} or exists (
          select 1 from messages o where o.conversation_id = ${conversation} and o.direction = 'in' and not o.automatic
            and (o.details ->> 'session' is null or (o.details ? 'proven' and o.details ->> 'session' <> s.id::text)))) as hidden
      from conversation_keys k join chat_sessions s on s.id = substr(k.key, ${prefix.length + 1})::uuid
        join messages m on m.id = ${message}
      where k.key like ${`${prefix}%`} and k.conversation_id in (
        select id from conversations where id = ${conversation} or merged_into_id = ${conversation})
        and (m.direction = 'out' or m.details ->> 'session' = s.id::text
          or (m.details ->> 'session' is null and s.identity is not null))
      order by s.id limit 20
    ), theirs as (
      select id, hidden from asked where not hidden or exists (select 1 from messages o
        where o.conversation_id = ${conversation} and ${isMailOfTheirs})
    ), counted as (
      update chat_sessions s set last_sequence = last_sequence + 1 from theirs
      where s.id = theirs.id and not exists (select 1 from chat_lines l where l.session_id = s.id and l.message_id = ${message})
      returning s.id, s.last_sequence, theirs.hidden
    ), told as (
      insert into chat_lines (session_id, sequence, message_id, hidden) select id, last_sequence, ${message}, hidden from counted
      on conflict do nothing
    )
    select id as session from theirs`.execute(work.db);
  const sessions = rows.map(({ session }) => session);
  if (sessions.length > 0) work.emit({ name: visitorsTold, object: "chat_session", records: sessions });
  return sessions;
}

/** What a visitor sees of a message. */
export interface Line {
  readonly sequence: number;
  readonly id: string;
  /** The id that their browser gave it. */
  readonly sent: string | null;
  readonly at: string;
  readonly from: "visitor" | "us";
  readonly name: string | null;
  readonly body: string;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly size: number;
  }[];
}

export interface TheirLine extends Line {
  readonly session: string;
}

/** Lines of sessions after a place of each, in order. */
export async function linesAfter(
  db: Database | Work["db"],
  places: readonly { readonly session: string; readonly after: number }[],
  limit: number,
): Promise<TheirLine[]> {
  return linesWhere(
    db,
    sql`from unnest(${places.map(({ session }) => session)}::uuid[], ${places.map(({ after }) => after)}::bigint[])
        as asked (session, place)
      cross join lateral (select * from chat_lines where session_id = asked.session and sequence > asked.place and not hidden
        order by sequence limit ${limit}) l`,
  );
}

/** The newest lines of a session, or those before a place. */
export async function linesBefore(
  db: Database | Work["db"],
  { session, before, limit }: { readonly session: string; readonly before?: number; readonly limit: number },
): Promise<TheirLine[]> {
  const place = before === undefined ? sql`` : sql`and sequence < ${before}`;
  return linesWhere(
    db,
    sql`from (select * from chat_lines where session_id = ${session} and not hidden ${place} order by sequence desc limit ${limit}) l`,
  );
}

async function linesWhere(db: Database | Work["db"], from: RawBuilder<unknown>): Promise<TheirLine[]> {
  const { rows } = await sql<Omit<TheirLine, "at"> & { at: Date }>`
    select l.session_id as session, l.sequence::float8 as sequence, m.id, m.details ->> 'chat' as sent, m.at,
      case m.direction when 'in' then 'visitor' else 'us' end as "from",
      case m.direction when 'in' then m.sender_name else coalesce(a.from_name, u.name) end as name,
      case when m.own_length is null then coalesce(m.body, '') else left(m.body, m.own_length) end as body,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size)
          order by mf.position, mf.id)
        from message_files mf join files f on f.id = mf.file_id where mf.message_id = m.id), '[]') as files
    ${from} join messages m on m.id = l.message_id join conversations c on c.id = m.conversation_id
      left join channel_accounts a on a.id = c.account_id left join users u on u.id = m.author_id
    where m.archived_at is null and m.direction <> 'note'
    order by l.session_id, l.sequence`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
