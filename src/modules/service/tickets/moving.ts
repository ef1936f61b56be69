import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { serviceEvents } from "../contract/events.ts";
import { tellIncidents } from "./incidents.ts";
import { takeTicket, type TicketInHand } from "./in-hand.ts";
import { tellParent } from "./parts.ts";
import { firstOf, isOver, type Status } from "./statuses.ts";

interface Solution {
  readonly solution?: string | undefined;
}

/** Moves a ticket to a status of the organisation; into one that is over it is solved. Throws `already_done` where it stands there. */
export async function moveTicket(
  work: Work,
  id: string,
  { status: wanted, ...how }: Solution & { readonly status: string },
): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  const status = ticket.statuses.find((candidate) => candidate.id === wanted);
  if (!status) throw new AppError("link_not_found", { field: "status" });
  return bring(work, ticket, status, how);
}

/** Opens it again, from wherever it was put. */
export async function reopenTicket(work: Work, id: string): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  if (ticket.status.kind === "open" || ticket.status.kind === "new") throw new AppError("already_done");
  return bring(work, ticket, firstOf(ticket.statuses, "open", "new"));
}

/** It waits for somebody else than the customer. */
export async function holdTicket(work: Work, id: string): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  return bring(work, ticket, firstOf(ticket.statuses, "on_hold"));
}

/** It waits for the customer. */
export async function waitForCustomer(work: Work, id: string): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  return bring(work, ticket, firstOf(ticket.statuses, "waiting"));
}

/** Brings a ticket in hand to another status, and tells of it. */
export async function bring(
  work: Work,
  { id, status: from, mergedInto, conversation }: TicketInHand,
  to: Status,
  { solution }: Solution = {},
): Promise<RecordData> {
  if (from.id === to.id) throw new AppError("already_done");
  const reopens = isOver(from.kind) && !isOver(to.kind);
  const values = {
    status: to.id,
    ...(solution && { solution }),
    ...(reopens && mergedInto && { merged_into: null }),
  };
  const moved = await update(work, "ticket", id, values, { governed: true });
  const by = work.actor.userId;
  const payload = { from: from.kind, to: to.kind, by };
  work.emit({ name: serviceEvents.ticketMoved, object: "ticket", records: [id], payload });
  if (reopens) work.emit({ name: serviceEvents.ticketReopened, object: "ticket", records: [id] });
  if (isOver(to.kind) && !isOver(from.kind)) {
    work.emit({
      name: serviceEvents.ticketSolved,
      object: "ticket",
      records: [id],
      payload: { conversation },
    });
    await tellIncidents(work, id);
    await tellParent(work, id);
  }
  return moved;
}
