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
    if (!(await hasVisitor(runtime, conversation))) return;
    await runtime.runAsSystem(async (work) => {
      for (const message of records) await tellVisitors(work, { conversation, message });
    });
  },
};

async function hasVisitor({ database }: Runtime, conversation: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from conversation_keys where conversation_id = ${conversation} and key like 'chat:%' limit 1`.execute(
    database,
  );
  return rows.length > 0;
}
