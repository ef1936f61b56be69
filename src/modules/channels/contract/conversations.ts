import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { messageStates } from "./conversation-objects.ts";

const instant = z.iso.datetime({ offset: true });
const linked = z.strictObject({ id: z.uuid(), title: z.string() });

const attached = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  size: z.number(),
  type: z.string(),
  /** It is shown in the midst of the text, by this id. */
  content_id: z.string().nullable(),
});

export const said = z.strictObject({
  id: z.uuid(),
  at: instant,
  direction: z.enum(["in", "out", "note"]),
  kind: z.enum(["message", "call", "form", "event"]),
  author: linked.nullable(),
  sender: z.string().nullable(),
  sender_name: z.string().nullable(),
  recipients: z.record(z.string(), z.array(z.string())),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  /** So many letters of `body` are its own; what follows was quoted or signed. Null: all. */
  own_length: z.number().nullable(),
  /** Whether there is more to see of it than its text, by `messages.content`. */
  has_html: z.boolean(),
  automatic: z.boolean(),
  state: z.enum(messageStates),
  state_at: instant,
  problem: z.string().nullable(),
  send_at: instant.nullable(),
  details: z.record(z.string(), z.unknown()),
  files: z.array(attached),
});
export type Said = z.infer<typeof said>;

export const readMessages = defineAction({
  id: "conversations.messages",
  method: "GET",
  path: "/api/conversations/:id/messages",
  summary: "What was said in a conversation, oldest first; the newest page, or the one before a moment",
  permission: "signed_in",
  params: idParams,
  query: z.strictObject({
    before: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ data: z.array(said), earlier: z.boolean() }),
});

/** What one of us writes; the recipients go by the conversation where none are told. */
export const written = z.strictObject({
  body: z.string().trim().min(1).max(200_000),
  html: z.string().max(1_000_000).optional(),
  subject: z.string().trim().max(500).optional(),
  to: z.array(z.string().trim().min(1).max(320)).max(50).optional(),
  cc: z.array(z.string().trim().min(1).max(320)).max(50).optional(),
  bcc: z.array(z.string().trim().min(1).max(320)).max(50).optional(),
  files: z.array(z.uuid()).max(20).default([]),
  /** When it goes out; in ten seconds unless told, so that it can be taken back. */
  send_at: instant.optional(),
});
export type Written = z.infer<typeof written>;

export const writeMessage = defineAction({
  id: "messages.write",
  method: "POST",
  path: "/api/conversations/:id/messages",
  summary: "Answers in a conversation; it goes out by its channel",
  permission: "conversations:answer",
  params: idParams,
  body: written,
  output: said,
});

export const noteInConversation = defineAction({
  id: "conversations.note",
  method: "POST",
  path: "/api/conversations/:id/notes",
  summary: "Writes to colleagues in a conversation; who is mentioned by `mentions` is told",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({
    body: z.string().trim().min(1).max(50_000),
    mentions: z.array(z.uuid()).max(50).default([]),
  }),
  output: said,
});

export const withdrawMessage = defineAction({
  id: "messages.withdraw",
  method: "DELETE",
  path: "/api/messages/:id/sending",
  summary: "Takes back a message that has not gone out yet",
  permission: "conversations:answer",
  params: idParams,
  output: said,
});

export const sendMessageAgain = defineAction({
  id: "messages.send_again",
  method: "POST",
  path: "/api/messages/:id/sending",
  summary: "Sends a message once more that was refused or of which nobody knows",
  permission: "conversations:answer",
  params: idParams,
  output: said,
});

export const beginConversation = defineAction({
  id: "conversations.begin",
  method: "POST",
  path: "/api/channel-accounts/:id/conversations",
  summary: "Writes to somebody first, from one of our accounts",
  permission: "conversations:answer",
  params: idParams,
  body: written.extend({
    party: z.uuid().optional(),
    /** Where it goes, where not to the main contact point of the party. */
    contact: z.string().trim().min(1).max(320).optional(),
  }),
  output: recordShape,
});

export const claimConversation = defineAction({
  id: "conversations.claim",
  method: "PUT",
  path: "/api/conversations/:id/claim",
  summary: "Takes a conversation that is nobody's; of two at once one gets it",
  permission: "conversations:answer",
  params: idParams,
  output: recordShape,
});

export const assignConversation = defineAction({
  id: "conversations.assign",
  method: "PUT",
  path: "/api/conversations/:id/assignment",
  summary: "Gives a conversation to a colleague or a queue, or back to all",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({ user: z.uuid().nullable().optional(), queue: z.uuid().nullable().optional() }),
  output: recordShape,
});

export const snoozeConversation = defineAction({
  id: "conversations.snooze",
  method: "PUT",
  path: "/api/conversations/:id/snooze",
  summary: "Puts a conversation away until a moment, or until they write",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({ until: instant }),
  output: recordShape,
});

export const closeConversation = defineAction({
  id: "conversations.close",
  method: "PUT",
  path: "/api/conversations/:id/closure",
  summary: "Says that a conversation is over; what they write again opens it",
  permission: "conversations:answer",
  params: idParams,
  output: recordShape,
});

export const reopenConversation = defineAction({
  id: "conversations.reopen",
  method: "DELETE",
  path: "/api/conversations/:id/closure",
  summary: "Opens a conversation again, whether it was closed, put away or spam",
  permission: "conversations:answer",
  params: idParams,
  output: recordShape,
});

export const markAsSpam = defineAction({
  id: "conversations.mark_as_spam",
  method: "PUT",
  path: "/api/conversations/:id/spam",
  summary: "Says that nobody of ours has to read a conversation",
  permission: "conversations:answer",
  params: idParams,
  output: recordShape,
});

export const moveToParty = defineAction({
  id: "conversations.move_to_party",
  method: "PUT",
  path: "/api/conversations/:id/party",
  summary: "Says whose a conversation is; all that was said in it moves along",
  permission: "conversations:answer",
  params: idParams,
  body: z.strictObject({
    party: z.uuid(),
    /** Whether the address becomes one of the party's, so that the next one is found by itself. */
    keep_contact: z.boolean().default(true),
  }),
  output: recordShape,
});
