import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { byRule, update, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { serviceEvents } from "../contract/events.ts";
import { takeTicket } from "./in-hand.ts";
import { firstOf } from "./statuses.ts";

/**
 * Closes a ticket that says the same as another. What hangs on it goes over, its conversation where the other has none; what they
 * write there is heard by the other from now on. Throws `field_invalid` for itself and for one that is merged.
 */
export async function mergeTicket(work: Work, id: string, into: string): Promise<RecordData> {
  if (id === into) throw new AppError("field_invalid", { field: "into" });
  // Both in the order of their ids, so that two who merge crosswise do not wait for each other.
  const [first, second] = [id, into].sort() as [string, string];
  const hands = { [first]: await takeTicket(work, first), [second]: await takeTicket(work, second) };
  const [ticket, target] = [hands[id], hands[into]];
  if (!ticket || !target || target.mergedInto) throw new AppError("field_invalid", { field: "into" });
  if (ticket.mergedInto) throw new AppError("already_done");
  const closed = firstOf(ticket.statuses, "closed", "solved");
  const merged = await update(
    work,
    "ticket",
    id,
    { status: closed.id, merged_into: into },
    { governed: true },
  );
  await handOver(work, id, into);
  if (!target.conversation && ticket.conversation)
    await update(byRule(work), "ticket", into, { conversation: ticket.conversation }, { governed: true });
  work.emit({ name: serviceEvents.ticketMerged, object: "ticket", records: [id], payload: { into } });
  return merged;
}

async function handOver(work: Work, from: string, to: string): Promise<void> {
  const { rows } = await sql<{ id: string; parent: boolean }>`
    select id, parent_id = ${from} is true as parent from tickets
    where (parent_id = ${from} or problem_id = ${from}) and id <> ${to} and archived_at is null order by id for update`.execute(
    work.db,
  );
  await updateMany(
    byRule(work),
    "ticket",
    rows.map(({ id, parent }) => ({ id, values: parent ? { parent: to } : { problem: to } })),
    { governed: true },
  );
}
