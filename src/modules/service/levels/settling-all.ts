import { sql } from "kysely";
import type { Runtime, Subscription } from "#records";
import { settleDeadlines } from "./settling.ts";

const batch = 500;
/** By which deadlines are reckoned: when one of these changes, so do they. */
const grounds = new Set([
  "service_level",
  "service_target",
  "business_calendar",
  "business_hours",
  "holiday",
]);

export const promisesChange: Subscription = {
  name: "service.promises_change",
  events: ["records.created", "records.changed", "records.archived", "records.restored"],
  async hear(runtime, { object }) {
    if (grounds.has(object)) await runtime.addJob("service.settle_all", {}, { key: "service.settle_all" });
  },
  async hearAll(runtime, events) {
    if (events.some(({ object }) => grounds.has(object)))
      await runtime.addJob("service.settle_all", {}, { key: "service.settle_all" });
  },
};

/** Reckons the deadlines of all that is still to be solved anew; what is over keeps what was promised of it then. */
export async function settleAll(runtime: Runtime, _payload: unknown, stopping?: AbortSignal): Promise<void> {
  for (let after = "00000000-0000-0000-0000-000000000000"; !stopping?.aborted; ) {
    const last = await runtime.runAsSystem(async (work) => {
      const { rows } = await sql<{ id: string }>`
        select t.id from tickets t join ticket_statuses s on s.id = t.status_id
        where t.id > ${after}::uuid and s.kind not in ('solved', 'closed') and t.archived_at is null
        order by t.id limit ${batch} for update of t`.execute(work.db);
      const ids = rows.map(({ id }) => id);
      await settleDeadlines(work, ids);
      return ids.at(-1);
    });
    if (!last) return;
    after = last;
  }
  // What is left is taken up by the next process.
  await runtime.addJob("service.settle_all", {}, { key: "service.settle_all" });
}
