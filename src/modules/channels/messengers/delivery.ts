import { sql } from "kysely";
import type { Runtime, Work } from "#records";
import { channelEvents } from "../contract/events.ts";
import { tellInteractions } from "../messages/interaction.ts";

/** What a service says of a message of ours. */
export interface Delivery {
  readonly externalId: string;
  readonly state: "sent" | "delivered" | "read" | "bounced";
  readonly problem?: string;
}

/** It speaks of a message that is just being handed over: it is looked at again. */
class SpokenTooSoon extends Error {}

/**
 * Notes what a service says of a message, whatever the order in which it comes: what is read stays read. Throws where the
 * message may be one that is being handed over, of which we do not know yet how the service calls it.
 */
export async function noteDelivery(
  runtime: Runtime,
  account: string,
  { externalId, state, problem }: Delivery,
): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ id: string; conversation: string; before: string; heard: string | null }>`
      select m.id, m.conversation_id as conversation, m.state as before, m.details ->> 'heard' as heard
      from messages m join conversations c on c.id = m.conversation_id
      where m.external_id = ${externalId} and m.direction = 'out'
        and coalesce(m.account_id, c.account_id) = ${account} for update of m`.execute(work.db);
    const [message] = rows;
    if (!message) {
      if (await isHandingOver(work, account)) throw new SpokenTooSoon("spoken too soon");
      return;
    }
    if (message.before === "sending" && state !== "bounced") {
      if ((ranks[message.heard ?? ""] ?? 0) >= (ranks[state] ?? 0)) return;
      await sql`update messages set details = details || ${JSON.stringify({ heard: state })}::jsonb where id = ${message.id}`.execute(
        work.db,
      );
      return;
    }
    if (!leadsOn(message.before, state)) return;
    await sql`update messages set state = ${state}, state_at = ${work.now}, problem = ${problem?.slice(0, 1000) ?? null},
      version = version + 1 where id = ${message.id}`.execute(work.db);
    await tellInteractions(work, { message: message.id });
    work.emit({
      name: channelEvents.conversationTouched,
      object: "conversation",
      records: [message.conversation],
    });
    if (state === "bounced")
      work.emit({
        name: channelEvents.messageFailed,
        object: "message",
        records: [message.id],
        payload: { conversation: message.conversation, state },
      });
  });
}

const ranks: Readonly<Record<string, number>> = { sent: 1, delivered: 2, read: 3 };

/** What was delivered did not come back, whatever is said later; what came back stays so. Of what nobody knew the other side knows. */
function leadsOn(before: string, state: Delivery["state"]): boolean {
  if (before === "unknown") return true;
  if (state === "bounced") return before === "sent";
  return (ranks[before] ?? Infinity) < (ranks[state] ?? 0);
}

async function isHandingOver({ db }: Work, account: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from messages m join conversations c on c.id = m.conversation_id
    where m.state = 'sending' and coalesce(m.account_id, c.account_id) = ${account} limit 1`.execute(db);
  return rows.length > 0;
}
