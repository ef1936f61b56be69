import { sql } from "kysely";
import type { Database } from "#records";

/** Those of these visitors to whom one of us is writing at this moment. */
export async function writtenTo(db: Database, sessions: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ session: string }>`
    select distinct substr(k.key, 6) as session from conversation_watchers w
      join conversation_keys k on k.conversation_id = w.conversation_id and k.key like 'chat:%'
    where w.doing = 'typing' and w.until > clock_timestamp() and substr(k.key, 6) = any(${sessions}::text[])`.execute(
    db,
  );
  return new Set(rows.map(({ session }) => session));
}

/** The visitors of a conversation who write at this moment. */
export async function visitorsTyping(
  db: Database,
  conversation: string,
): Promise<{ id: string; title: string; doing: "typing" }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select s.id, coalesce(s.name, s.email, '…') as title from conversation_keys k
      join chat_sessions s on s.id = substr(k.key, 6)::uuid
    where k.conversation_id = ${conversation} and k.key like 'chat:%' and s.typed_at > now() - interval '6 seconds'
    order by s.id limit 5`.execute(db);
  return rows.map((row) => ({ ...row, doing: "typing" }));
}
