import { sql } from "kysely";
import type { Runtime } from "#records";
import { channelEvents } from "../../contract/events.ts";

/** How far a visitor has been told, and has read. */
export interface Marks {
  readonly delivered?: number | undefined;
  readonly read?: number | undefined;
}

/** Notes what their browser has, and what they have seen; those who answer see it on each message. */
export async function noteMarks(
  runtime: Runtime,
  session: string,
  { delivered = 0, read = 0 }: Marks,
): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ delivered: number; read: number }>`
      update chat_sessions set seen_at = now(),
        delivered_to = least(last_sequence, greatest(delivered_to, ${delivered}::bigint, ${read}::bigint)),
        read_to = least(last_sequence, greatest(read_to, ${read}::bigint))
      where id = ${session} returning delivered_to::float8 as delivered, read_to::float8 as read`.execute(
      work.db,
    );
    const [marks] = rows;
    if (!marks) return;
    const changed = await sql<{ conversation: string }>`
      update messages m set state = case when l.sequence <= ${marks.read} then 'read' else 'delivered' end, state_at = now()
      from chat_lines l where l.session_id = ${session} and l.message_id = m.id and l.sequence <= ${marks.delivered} and not l.hidden
        and m.direction = 'out' and (m.state = 'sent' or (m.state = 'delivered' and l.sequence <= ${marks.read}))
      returning m.conversation_id as conversation`.execute(work.db);
    const conversations = [...new Set(changed.rows.map(({ conversation }) => conversation))];
    if (conversations.length > 0)
      work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: conversations });
  });
}
