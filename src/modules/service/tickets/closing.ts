import { sql } from "kysely";
import { byRule, type Runtime, updateMany } from "#records";
import { serviceSettings } from "../settings/service-settings.ts";
import { allStatuses } from "./statuses.ts";

const batch = 500;

/** Closes what has been solved for as long as the settings say: what they write later is another matter. */
export async function closeSolved(runtime: Runtime): Promise<void> {
  for (;;) {
    const closed = await runtime.runAsSystem(async (work) => {
      const closing = (await allStatuses(work)).find(({ kind }) => kind === "closed");
      if (!closing) return 0;
      const { close_after_days: days } = await serviceSettings(work);
      const { rows } = await sql<{ id: string }>`
        select t.id from tickets t join ticket_statuses s on s.id = t.status_id
        where s.kind = 'solved' and t.solved_at < ${work.now}::timestamptz - make_interval(days => ${days}) and t.archived_at is null
        order by t.id limit ${batch} for update of t skip locked`.execute(work.db);
      const changes = rows.map(({ id }) => ({ id, values: { status: closing.id } }));
      await updateMany(byRule(work), "ticket", changes, { governed: true });
      return rows.length;
    });
    if (closed < batch) return;
  }
}
