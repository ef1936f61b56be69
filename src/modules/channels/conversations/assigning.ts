import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import type { assignConversation as assignAction } from "../contract/conversations.ts";
import { takeConversation } from "./in-hand.ts";

/** Takes a conversation that is nobody's. Throws `conversation_taken` with whose it is; one's own stays one's own. */
export async function claimConversation(work: Work, id: string): Promise<RecordData> {
  const { owner } = await takeConversation(work, id);
  const me = work.actor.userId;
  if (me === null) throw new AppError("not_allowed");
  if (owner?.id === me) return get(work, "conversation", id);
  if (owner) throw new AppError("conversation_taken", { params: { by: owner.title } });
  return update(work, "conversation", id, { owner: me }, { governed: true });
}

/** Gives it to a colleague or a queue, or back to all. What is not named stays; what is another's is given on by who may assign. */
export async function assignConversation(
  work: Work,
  id: string,
  { user, queue }: BodyOf<typeof assignAction>,
): Promise<RecordData> {
  const { owner } = await takeConversation(work, id);
  const isOthers = owner !== null && owner.id !== work.actor.userId;
  if (isOthers && !permits(work.actor.rights, "conversations:assign"))
    throw new AppError("conversation_taken", { params: { by: owner.title } });
  const values = { ...(user !== undefined && { owner: user }), ...(queue !== undefined && { queue }) };
  return update(work, "conversation", id, values, { governed: true });
}
