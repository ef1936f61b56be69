import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { customerEvents } from "../contract/events.ts";
import { partyOf } from "./party-of.ts";

/** The customer does not want to be reached here any more. */
export async function optOut(work: Work, id: string): Promise<RecordData> {
  const point = await get(work, "contact_point", id);
  if (point["opted_out_at"]) throw new AppError("already_done");
  const changed = await update(work, "contact_point", id, { opted_out_at: work.now.toISOString() });
  work.emit({
    name: customerEvents.contactPointOptedOut,
    object: "contact_point",
    records: [id],
    payload: { party: partyOf(point) },
  });
  return changed;
}

/** Takes it back. */
export async function optInAgain(work: Work, id: string): Promise<RecordData> {
  const point = await get(work, "contact_point", id);
  if (!point["opted_out_at"]) throw new AppError("already_done");
  return update(work, "contact_point", id, { opted_out_at: null });
}
