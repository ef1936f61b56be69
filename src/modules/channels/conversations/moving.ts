import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { ConversationState } from "../contract/conversation-objects.ts";
import { channelEvents } from "../contract/events.ts";
import { type ConversationInHand, takeConversation } from "./in-hand.ts";

/** Says that it is over. Throws `already_done` where it is. */
export async function closeConversation(work: Work, id: string): Promise<RecordData> {
  return move(work, await takeConversation(work, id), "closed", {
    closed_at: work.now.toISOString(),
    snoozed_until: null,
    waiting_since: null,
  });
}

/** Opens it again, from wherever it was put. Throws `already_done` where it is open. */
export async function reopenConversation(work: Work, id: string): Promise<RecordData> {
  return move(work, await takeConversation(work, id), "open", { closed_at: null, snoozed_until: null });
}

/** Says that nobody of ours has to read it. */
export async function markAsSpam(work: Work, id: string): Promise<RecordData> {
  const away = { closed_at: null, snoozed_until: null, waiting_since: null };
  return move(work, await takeConversation(work, id), "spam", away);
}

/** Puts it away until a moment, or until they write. Throws `field_invalid` for a moment that is past. */
export async function snoozeConversation(work: Work, id: string, until: string): Promise<RecordData> {
  const conversation = await takeConversation(work, id);
  if (Date.parse(until) <= work.now.getTime()) throw new AppError("field_invalid", { field: "until" });
  const values = { closed_at: null, snoozed_until: until };
  if (conversation.state === "snoozed") return update(work, "conversation", id, values, { governed: true });
  return move(work, conversation, "snoozed", values);
}

async function move(
  work: Work,
  { id, state: from }: ConversationInHand,
  to: ConversationState,
  values: Readonly<Record<string, unknown>>,
): Promise<RecordData> {
  if (from === to) throw new AppError("already_done");
  const moved = await update(work, "conversation", id, { state: to, ...values }, { governed: true });
  work.emit({
    name: channelEvents.conversationMoved,
    object: "conversation",
    records: [id],
    payload: { from, to, by: work.actor.userId },
  });
  return moved;
}
