import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { notify } from "#platform";
import { byRule, get, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { serviceEvents } from "../contract/events.ts";
import { takeTicket } from "./in-hand.ts";
import { allStatuses, firstOf } from "./statuses.ts";

/**
 * Says of which problem a ticket is an incident. Throws `field_invalid` for itself, for a ticket that is an incident, and where it
 * has incidents of its own.
 */
export async function linkIncident(work: Work, id: string, problem: string | null): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  if (ticket.problem === problem) throw new AppError("already_done");
  if (problem !== null) await assertProblem(work, id, problem);
  const linked = await update(work, "ticket", id, { problem }, { governed: true });
  work.emit({ name: serviceEvents.incidentLinked, object: "ticket", records: [id], payload: { problem } });
  return linked;
}

async function assertProblem(work: Work, id: string, problem: string): Promise<void> {
  if (id === problem) throw new AppError("field_invalid", { field: "problem" });
  await get(work, "ticket", problem);
  const { rows } = await sql`
    select 1 from tickets where archived_at is null and (id = ${problem} and problem_id is not null or problem_id = ${id}) limit 1`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("field_invalid", { field: "problem" });
}

interface Incident {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: string;
  readonly subject: string;
}

/** Once a problem is solved who works on its incidents is told; those that were on hold for it are open again. */
export async function tellIncidents(work: Work, problem: string): Promise<void> {
  const { rows } = await sql<Incident>`
    select t.id, t.owner_id as owner, s.kind, p.subject from tickets t
      join ticket_statuses s on s.id = t.status_id join tickets p on p.id = t.problem_id
    where t.problem_id = ${problem} and t.archived_at is null and s.kind not in ('solved', 'closed')
    order by t.id for update of t`.execute(work.db);
  if (rows.length === 0) return;
  const open = firstOf(await allStatuses(work), "open", "new");
  for (const { id, owner, kind, subject } of rows) {
    if (kind === "on_hold") await update(byRule(work), "ticket", id, { status: open.id }, { governed: true });
    if (owner && owner !== work.actor.userId)
      await notify(work, [owner], "problem_solved", { object: "ticket", id, params: { title: subject } });
  }
}
