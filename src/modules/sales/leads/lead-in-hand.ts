import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import { type LinkValue, permits, type RecordData } from "#records/contract";
import { isOpenStatus } from "./status.ts";

export interface LeadInHand extends RecordData {
  readonly party: LinkValue;
  readonly status: string;
}

/**
 * Takes a lead in hand to decide on it: seen by the actor (else `not_found`), permitted (else `not_allowed`), and locked
 * until the unit ends, so that of two who act at once the second sees what the first did.
 */
export async function takeLeadInHand(work: Work, id: string): Promise<LeadInHand> {
  await get(work, "lead", id);
  if (!permits(work.actor.rights, "leads:qualify")) throw new AppError("not_allowed");
  await sql`select 1 from leads where id = ${id} for update`.execute(work.db);
  return leadOf(await get(work, "lead", id));
}

/** As `takeLeadInHand`, for what only an open lead has before it; else `lead_closed`, with who closed it. */
export async function takeOpenLead(work: Work, id: string): Promise<LeadInHand> {
  const lead = await takeLeadInHand(work, id);
  if (isOpenStatus(lead.status)) return lead;
  const by = lead["updated_by"] as LinkValue | null;
  throw new AppError("lead_closed", { params: { by: by?.title ?? "…", status: lead.status } });
}

/** What a lead says of its party it says also to whom the field is hidden: who works on it has to know whom it is about. */
function leadOf(lead: RecordData): LeadInHand {
  if (!lead["party"]) throw new AppError("not_allowed");
  return lead as LeadInHand;
}
