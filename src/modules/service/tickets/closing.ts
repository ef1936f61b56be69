import { sql } from "kysely";
import { byRule, type Runtime, updateMany } from "#records";
import { allStatuses } from "./statuses.ts";

/** Days after which what was solved, and nobody wrote of again, is closed: later it is another matter. */
const days = 14;
const batch = 500;

/** Closes what has been solved for long. */
export async function closeSolved(runtime: Runtime): Promise<void> {
  for (;;) {
    const closed = await runtime.runAsSystem(async (work) => {
      const closing = (await allStatuses(work)).find(({ kind }) => kind === "closed");
      if (!closing) return 0;
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
