import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, visibleWhere, type Work } from "#records";

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const mostAsked = 200;

/** Which of these have something that they wrote since the actor last read them. Throws `field_invalid` for what is no id. */
export async function unreadOf(work: Work, asked: string): Promise<{ data: string[] }> {
  const ids = asked.split(",").filter((id) => id !== "");
  if (ids.length > mostAsked || !ids.every((id) => isId.test(id)))
    throw new AppError("field_invalid", { field: "ids" });
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    left join conversation_reads r on r.conversation_id = c.id and r.user_id = ${work.actor.userId}
    where c.id = any(${ids}::uuid[]) and c.archived_at is null and c.state = 'open'
      and c.last_message_at > coalesce(r.at, '-infinity') and ${visibleWhere(work, "conversation", "c")}
      and exists (select 1 from messages m where m.conversation_id = c.id and m.at > coalesce(r.at, '-infinity')
        and m.author_id is distinct from ${work.actor.userId} and m.direction <> 'out')`.execute(work.db);
  return { data: rows.map(({ id }) => id) };
}

/** Says that the actor has read all of it. */
export async function readAll(work: Work, conversation: string): Promise<{ read: boolean }> {
  await get(work, "conversation", conversation);
  await sql`insert into conversation_reads (user_id, conversation_id, at)
    select ${work.actor.userId}, id, greatest(last_message_at, ${work.now}::timestamptz) from conversations
    where id = ${conversation}
    on conflict (user_id, conversation_id) do update set at = excluded.at`.execute(work.db);
  return { read: true };
}

/** Says that the actor wants to read it again. */
export async function readNone(work: Work, conversation: string): Promise<{ read: boolean }> {
  await get(work, "conversation", conversation);
  await sql`delete from conversation_reads
    where user_id = ${work.actor.userId} and conversation_id = ${conversation}`.execute(work.db);
  return { read: false };
}
