import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { useCannedAnswer as useAction } from "../contract/canned-answers.ts";
import { assignConversation, claimConversation } from "../conversations/assigning.ts";
import { takeConversation } from "../conversations/in-hand.ts";
import { closeConversation } from "../conversations/moving.ts";
import { type SendingRoom, writeMessage } from "../messages/writing.ts";
import { offeredAnswer } from "./offering.ts";

/**
 * Does all that a canned answer says in one unit: answers with its text unless another is given, tags, hands on, closes. What
 * cannot be done undoes all of it. Throws as each of these does.
 */
export async function useAnswer(
  work: Work,
  room: SendingRoom,
  id: string,
  { conversation, body, ...written }: BodyOf<typeof useAction>,
): Promise<RecordData> {
  const answer = await offeredAnswer(work, conversation, id);
  if (!answer) throw new AppError("not_found", { params: { object: "canned_answer" } });
  const text = body ?? answer.body;
  if (text.trim() !== "") await writeMessage(work, room, conversation, { ...written, body: text });
  const { tags, owner } = await takeConversation(work, conversation);
  if (answer.takes && owner?.id !== work.actor.userId) await claimConversation(work, conversation);
  if (answer.queue) await assignConversation(work, conversation, { queue: answer.queue.id });
  const more = answer.tags.filter((tag) => !tags.includes(tag));
  if (more.length > 0) await update(work, "conversation", conversation, { tags: [...tags, ...more] });
  const { state } = await takeConversation(work, conversation);
  if (answer.closes && state !== "closed") await closeConversation(work, conversation);
  return get(work, "conversation", conversation);
}
