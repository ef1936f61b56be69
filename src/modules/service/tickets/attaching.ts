import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { takeTicket } from "./in-hand.ts";

/** Says in which conversation a ticket is spoken of, or in none: what is said there is heard by it from now on. */
export async function attachConversation(
  work: Work,
  id: string,
  conversation: string | null,
): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  if (ticket.conversation === conversation) throw new AppError("already_done");
  if (conversation !== null) await get(work, "conversation", conversation);
  return update(work, "ticket", id, { conversation }, { governed: true });
}
