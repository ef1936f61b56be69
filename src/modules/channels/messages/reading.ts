import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { QueryOf } from "#kernel/action";
import { get, type Work } from "#records";
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

async function saidWhere(work: Work, where: ReturnType<typeof sql>): Promise<Said[]> {
  const { rows } = await sql<Said & { at: Date; state_at: Date; send_at: Date | null }>`
    select m.id, m.at, m.direction, m.kind,
      case when u.id is not null then jsonb_build_object('id', u.id, 'title', u.name) end as author,
      m.sender, m.sender_name, m.recipients, m.subject, m.body, m.own_length, m.html is not null as has_html,
      m.automatic, m.state, m.state_at, m.problem, m.send_at, m.details,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'title', f.name, 'size', f.size, 'type', f.type,
          'content_id', mf.content_id) order by mf.position, mf.id)
        from message_files mf join files f on f.id = mf.file_id where mf.message_id = m.id), '[]') as files
    from messages m left join users u on u.id = m.author_id
    where m.archived_at is null and ${where}`.execute(work.db);
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    state_at: new Date(row.state_at).toISOString(),
    send_at: row.send_at ? new Date(row.send_at).toISOString() : null,
  }));
}
