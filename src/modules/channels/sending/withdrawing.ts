import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import type { Said } from "../contract/conversations.ts";
import type { LinkValue } from "#records/contract";
import { channelEvents } from "../contract/events.ts";
import { takeConversation } from "../conversations/in-hand.ts";
import { saidOf } from "../messages/reading.ts";

/** Takes a message back that has not gone out. Throws `message_gone` once it has, or is on its way. */
export async function withdrawMessage(work: Work, id: string): Promise<Said> {
  const conversation = await conversationOf(work, id);
  const { rows } = await sql`update messages set state = 'withdrawn', state_at = ${work.now}
    where id = ${id} and state = 'queued' returning 1`.execute(work.db);
  if (rows.length === 0) throw new AppError("message_gone");
  await waitAgain(work, conversation);
  work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: [conversation] });
  return saidOf(work, id);
}

/** Sends once more what was refused, what bounced, or of which nobody knows whether it went out. Throws `already_done` else. */
export async function sendAgain(work: Work, id: string): Promise<Said> {
  const conversation = await conversationOf(work, id);
  const { rows } = await sql<{ account: string }>`
    update messages m set state = 'queued', state_at = ${work.now}, send_at = ${work.now}, problem = null, attempts = 0
    from conversations c where c.id = m.conversation_id and m.id = ${id}
      and m.state in ('refused', 'bounced', 'unknown', 'withdrawn') returning coalesce(m.account_id, c.account_id) as account`.execute(
    work.db,
  );
  const [row] = rows;
  if (!row) throw new AppError("already_done");
  work.emit({
    name: channelEvents.messageQueued,
    object: "message",
    records: [id],
    payload: { account: row.account, conversation },
  });
  return saidOf(work, id);
}

async function conversationOf(work: Work, message: string): Promise<string> {
  const { id } = (await get(work, "message", message))["conversation"] as LinkValue;
  await takeConversation(work, id);
  return id;
}

// What was taken back answered nothing: they wait since they wrote last after what did go out.
async function waitAgain(work: Work, conversation: string): Promise<void> {
  await sql`update conversations c set version = version + 1, updated_at = ${work.now}, waiting_since = (
      select min(i.at) from messages i where i.conversation_id = c.id and i.direction = 'in' and not i.automatic
        and i.at > coalesce((select max(o.at) from messages o where o.conversation_id = c.id and o.direction = 'out'
          and o.state not in ('withdrawn', 'refused')), '-infinity'))
    where c.id = ${conversation} and c.state in ('open', 'snoozed')`.execute(work.db);
}
