import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { QueryOf } from "#kernel/action";
import { get, shown, visibleWhere, type Work } from "#records";
import type { readMessages, Said } from "../contract/conversations.ts";

/** A page of what was said in a conversation, oldest first; the newest page unless told before which message. */
export async function messagesOf(
  work: Work,
  conversation: string,
  { before, limit }: QueryOf<typeof readMessages>,
): Promise<{ data: Said[]; earlier: boolean }> {
  await get(work, "conversation", conversation);
  const from = before ? sql`and (m.at, m.id) < (select at, id from messages where id = ${before})` : sql``;
  const rows = await saidWhere(
    work,
    sql`m.conversation_id = ${conversation} ${from} order by m.at desc, m.id desc limit ${limit + 1}`,
  );
  const earlier = rows.length > limit;
  return { data: rows.slice(0, limit).reverse(), earlier };
}

/** One message, whose conversation the caller has in hand. */
export async function saidOf(work: Work, id: string): Promise<Said> {
  const [row] = await saidWhere(work, sql`m.id = ${id}`);
  if (!row) throw new AppError("not_found", { params: { object: "message" } });
  return row;
}

async function saidWhere(work: Work, where: RawBuilder<unknown>): Promise<Said[]> {
  const field = <T>(name: string) => shown(work, ["message", name, "m"], sql<T>`${sql.ref(`m.${name}`)}`);
  // What is empty, as the words of a call are, hides nothing.
  const isShown = (name: string) =>
    sql`coalesce(${shown(work, ["message", name, "m"], sql<boolean>`true`)}, false)`;
  const { rows } = await sql<Said & { at: Date; state_at: Date; send_at: Date | null }>`
    select m.id, m.at, m.direction, m.kind,
      case when u.id is not null then jsonb_build_object('id', u.id, 'title', u.name) end as author,
      ${field("sender")} as sender, ${field("sender_name")} as sender_name,
      case when ${field("sender")} is null then '{}' else m.recipients end as recipients,
      ${field("subject")} as subject, ${field("body")} as body, m.own_length,
      ${field("body")} is not null and m.html is not null as has_html,
      m.automatic, m.state, m.state_at, ${field("problem")} as problem, m.send_at,
      case when ${isShown("body")} and ${isShown("sender")} then m.details else '{}' end as details, ${filesOf(work)} as files
    from messages m left join users u on u.id = ${shown(work, ["message", "author", "m"], sql<string>`m.author_id`)}
    where ${visibleWhere(work, "message", "m")} and m.archived_at is null and ${where}`.execute(work.db);
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    state_at: new Date(row.state_at).toISOString(),
    send_at: row.send_at ? new Date(row.send_at).toISOString() : null,
  }));
}

function filesOf(work: Work): RawBuilder<unknown> {
  const file = shown(work, ["message_file", "file", "mf"], sql<string>`mf.file_id`);
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'title', f.name, 'size', f.size, 'type', f.type,
      'content_id', mf.content_id) order by mf.position, mf.id)
    from message_files mf join files f on f.id = ${file}
    where mf.message_id = m.id and ${visibleWhere(work, "message_file", "mf")}), '[]')`;
}
