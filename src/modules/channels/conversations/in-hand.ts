import { AppError } from "#kernel/error";
import { assertMayChange, get, seeingAll, type Work } from "#records";
import { type LinkValue, permits } from "#records/contract";
import type { ConversationChannel } from "../contract/channels.ts";
import type { ConversationState } from "../contract/conversation-objects.ts";

/** What the rules of a conversation go by, whoever acts: it is no record, and is shown to nobody. */
export interface ConversationInHand {
  readonly id: string;
  readonly state: ConversationState;
  readonly owner: LinkValue | null;
  readonly party: LinkValue | null;
  readonly account: LinkValue | null;
  readonly queue: LinkValue | null;
  readonly channel: ConversationChannel;
  readonly subject: string | null;
  readonly contact: string | null;
  readonly contact_name: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly snoozed_until: string | null;
  readonly merged_into: LinkValue | null;
}

/**
 * Takes a conversation in hand: seen by the actor (else `not_found`), permitted (else `not_allowed`), and locked until the
 * unit ends, so that of two who act at once the second sees what the first did. The rules go by all of it, also by what a
 * field hides from the actor: whose it is.
 */
export async function takeConversation(work: Work, id: string): Promise<ConversationInHand> {
  await get(work, "conversation", id);
  if (!permits(work.actor.rights, "conversations:answer")) throw new AppError("not_allowed");
  await assertMayChange(work, "conversation", id);
  return (await get(seeingAll(work), "conversation", id)) as unknown as ConversationInHand;
}
