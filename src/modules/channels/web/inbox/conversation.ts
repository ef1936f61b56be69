import type { LinkValue, RecordData } from "#records/contract";
import type { ConversationState } from "#channels/contract";
import type { Translate } from "#web/texts.ts";

/** A conversation as lists and heads of the inbox have it. */
export interface Conversation extends RecordData {
  readonly subject: string | null;
  readonly preview: string | null;
  readonly party: LinkValue | null;
  readonly contact: string | null;
  readonly contact_name: string | null;
  readonly channel: string;
  readonly account: LinkValue | null;
  readonly queue: LinkValue | null;
  readonly owner: LinkValue | null;
  readonly state: ConversationState;
  readonly priority: string;
  readonly tags: readonly string[];
  readonly waiting_since: string | null;
  readonly last_message_at: string | null;
  readonly snoozed_until: string | null;
  readonly followers?: readonly LinkValue[];
  readonly merged_into?: LinkValue | null;
}

export const listedFields = [
  "subject",
  "preview",
  "party",
  "contact",
  "contact_name",
  "channel",
  "account",
  "queue",
  "owner",
  "state",
  "priority",
  "tags",
  "waiting_since",
  "last_message_at",
  "snoozed_until",
] as const;

/**
 * What it is about, by its subject; without one, as in a messenger, by what was said last. Of a call nothing is said: whoever still
 * waits rang in vain.
 */
export function aboutOf({ subject, preview, channel, waiting_since }: Conversation, t: Translate): string {
  if (subject ?? preview) return (subject ?? preview) as string;
  if (channel === "phone") return t(waiting_since ? "inbox.call.missed" : "options.message.kind.call");
  return t(`options.conversation.channel.${channel}`);
}

/** Who is at the other end, as far as anybody knows. */
export function whoOf({ party, contact_name, contact }: Conversation): string | null {
  return party?.title ?? contact_name ?? contact;
}

export const channelIcons: Readonly<Record<string, string>> = {
  email: "mail",
  chat: "message-circle",
  phone: "phone",
  web_form: "forms",
  messenger: "device-mobile-message",
  social_network: "world",
};
