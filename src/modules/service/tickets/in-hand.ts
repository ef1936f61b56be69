import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { assertMayChange, get, type Work } from "#records";
import { permits } from "#records/contract";
import { allStatuses, type Status } from "./statuses.ts";

export interface TicketInHand {
  readonly id: string;
  readonly subject: string;
  readonly status: Status;
  readonly statuses: readonly Status[];
  readonly conversation: string | null;
  readonly problem: string | null;
  readonly mergedInto: string | null;
}

/**
 * Takes a ticket in hand: seen by the actor (else `not_found`), permitted (else `not_allowed`), and locked until the unit ends,
 * so that of two who act at once the second sees what the first did.
 */
export async function takeTicket(work: Work, id: string): Promise<TicketInHand> {
  await get(work, "ticket", id);
  if (!permits(work.actor.rights, "tickets:work")) throw new AppError("not_allowed");
  await assertMayChange(work, "ticket", id);
  const statuses = await allStatuses(work);
  const { rows } = await sql<Omit<TicketInHand, "statuses" | "status"> & { status: Status }>`
    select t.id, t.subject, t.conversation_id as conversation, t.problem_id as problem, t.merged_into_id as "mergedInto",
      jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind) as status
    from tickets t join ticket_statuses s on s.id = t.status_id where t.id = ${id} for update of t`.execute(
    work.db,
  );
  if (!rows[0]) throw new AppError("not_found", { params: { object: "ticket" } });
  return { ...rows[0], statuses };
}
