import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { customerEvents } from "../contract/events.ts";
import { changeParty } from "../parties/party.ts";
import { partyOf } from "./party-of.ts";

/** Makes an address or number the main one: the party then shows it. Only e-mail and phone have a main one. */
export async function makeMain(work: Work, id: string): Promise<RecordData> {
  const point = await get(work, "contact_point", id);
  const kind = String(point["kind"]);
  if (kind !== "email" && kind !== "phone") throw new AppError("field_invalid", { field: "kind" });
  if (point["main"] === true) throw new AppError("already_done");
  const party = partyOf(point);
  await changeParty(work, party, { [kind]: point["value"] });
  work.emit({
    name: customerEvents.contactPointMadeMain,
    object: "contact_point",
    records: [id],
    payload: { party },
  });
  return get(work, "contact_point", id);
}
