import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { byRule, get, update, type Work } from "#records";
import { type LinkValue, permits, type RecordData } from "#records/contract";
import { leadEvents } from "../contract/events.ts";
import { isOpenStatus } from "../leads/status.ts";
import { assignByRules } from "./assigning.ts";

/**
 * Gives a lead to somebody, or to whom the rules say. Whoever may work on leads takes one that is nobody's; all else asks for
 * `leads:assign`. `already_done` where it is theirs, `nobody_free` where the rules find nobody.
 */
export async function assignLead(work: Work, id: string, user: string | null): Promise<RecordData> {
  await get(work, "lead", id);
  await sql`select 1 from leads where id = ${id} for update`.execute(work.db);
  const lead = await get(work, "lead", id);
  const owner = (lead["owner"] as LinkValue | null)?.id ?? null;
  const takes =
    user !== null &&
    user === work.actor.userId &&
    owner === null &&
    permits(work.actor.rights, "leads:qualify");
  if (!takes && !permits(work.actor.rights, "leads:assign")) throw new AppError("not_allowed");
  if (!isOpenStatus(lead["status"]))
    throw new AppError("lead_closed", { params: { by: closedBy(lead), status: String(lead["status"]) } });
  if (user === null) {
    if ((await assignByRules(work, [id])) === 0) throw new AppError("nobody_free");
    return get(work, "lead", id);
  }
  if (user === owner) throw new AppError("already_done");
  // The permission to assign reaches every lead that one sees, whatever the right to change it otherwise.
  const rights = byRule(work).actor.rights;
  await update({ ...work, actor: { ...work.actor, rights } }, "lead", id, { owner: user });
  work.emit({ name: leadEvents.assigned, object: "lead", records: [id], payload: { user, way: "by_hand" } });
  return get(work, "lead", id);
}

function closedBy(lead: RecordData): string {
  return (lead["updated_by"] as LinkValue | null)?.title ?? "…";
}
