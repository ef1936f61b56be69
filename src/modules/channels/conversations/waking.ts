import { sql } from "kysely";
import { byRule, type Runtime, updateMany } from "#records";
import { channelEvents } from "../contract/events.ts";

const batch = 500;

/** Conversations that were put away until a moment come back once it is there. */
export async function wakeSnoozed(runtime: Runtime): Promise<void> {
  for (;;) {
    const woken = await runtime.runAsSystem(async (work) => {
      const { rows } = await sql<{ id: string }>`
        select id from conversations where state = 'snoozed' and snoozed_until <= ${work.now} and archived_at is null
        order by snoozed_until, id limit ${batch} for update skip locked`.execute(work.db);
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return 0;
      const values = { state: "open", snoozed_until: null };
      await updateMany(
        byRule(work),
        "conversation",
        ids.map((id) => ({ id, values })),
        { governed: true },
      );
      work.emit({
        name: channelEvents.conversationMoved,
        object: "conversation",
        records: ids,
        payload: { from: "snoozed", to: "open", by: null },
      });
      return ids.length;
    });
    if (woken < batch) return;
  }
}
