import { sql } from "kysely";
import type { Runtime, Subscription } from "#records";
import { channelEvents } from "../../contract/events.ts";
import { tellVisitors } from "./lines.ts";

/** What they wrote by another channel in the same conversation stands in their chat, too. What a machine wrote does not. */
export const visitorsSeeTheirOwn: Subscription = {
  name: "channels.visitors_see_their_own",
  events: [channelEvents.messageReceived],
  async hear(runtime, { records, payload }) {
    const conversation = payload?.["conversation"];
    if (typeof conversation !== "string" || payload?.["automatic"] === true) return;
    for (const message of await fromElsewhere(runtime, conversation, records))
      await runtime.runAsSystem((work) => tellVisitors(work, { conversation, message }));
  },
};

/** Those of these messages that came by another channel in a conversation with a visitor: what comes by a chat is there already. */
async function fromElsewhere(
  { database }: Runtime,
  conversation: string,
  messages: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from messages m where m.id = any(${messages}::uuid[]) and m.details ->> 'session' is null and exists (
      select 1 from conversation_keys k where k.key like 'chat:%' and k.conversation_id in (
        select id from conversations where id = ${conversation} or merged_into_id = ${conversation}))`.execute(
    database,
  );
  return rows.map(({ id }) => id);
}
