import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { leadEvents } from "../contract/events.ts";
import type { OpenStatus } from "../contract/lead-objects.ts";
import type { disqualifyLead as disqualifyAction } from "../contract/leads.ts";
import { takeLeadInHand, takeOpenLead } from "./lead-in-hand.ts";

/** Says how far an open lead has come. `lead_closed` where somebody has decided on it. */
export async function moveLead(work: Work, id: string, status: OpenStatus): Promise<RecordData> {
  const lead = await takeOpenLead(work, id);
  if (lead.status === status) throw new AppError("already_done");
  return update(work, "lead", id, { status }, { governed: true });
}

/** Says that a lead comes to nothing, and why. `lead_closed` where somebody has decided on it. */
export async function disqualifyLead(
  work: Work,
  id: string,
  { reason, comment }: BodyOf<typeof disqualifyAction>,
): Promise<RecordData> {
  await takeOpenLead(work, id);
  const values = { status: "unqualified", unqualified_reason: reason, unqualified_comment: comment || null };
  const lead = await update(work, "lead", id, values, { governed: true });
  work.emit({ name: leadEvents.disqualified, object: "lead", records: [id], payload: { reason } });
  return lead;
}

/** Takes up again a lead that had come to nothing; `already_done` where it had not. */
export async function recycleLead(work: Work, id: string, to: OpenStatus = "nurturing"): Promise<RecordData> {
  const { status } = await takeLeadInHand(work, id);
  if (status !== "unqualified") throw new AppError("already_done");
  const lead = await update(work, "lead", id, { status: to }, { governed: true });
  work.emit({ name: leadEvents.recycled, object: "lead", records: [id] });
  return lead;
}
