import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const instant = z.iso.datetime({ offset: true });

/** What a channel takes; screens offer no more. */
const taken = {
  kind: z.string(),
  subject: z.boolean(),
  /** Several recipients, cc and bcc. */
  recipients: z.boolean(),
  /** Largest file in bytes; 0: none. */
  files: z.int(),
  /** Letters of one message. */
  length: z.int(),
};

const answering = z.strictObject({
  ...taken,
  active: z.boolean(),
  /** Until when they can be written to, where the channel takes an answer only for so long; null: always. */
  until: instant.nullable(),
  /** That moment is over. */
  late: z.boolean(),
  /** Where who wrote last wants to be answered, if elsewhere than where they wrote from. */
  to: z.array(z.string()).nullable(),
});
export type Answering = z.infer<typeof answering>;

export const readAnswering = defineAction({
  id: "conversations.answering",
  method: "GET",
  path: "/api/conversations/:id/answering",
  summary: "What an answer in a conversation may have, and until when it may be written",
  permission: "conversations:answer",
  params: idParams,
  output: z.strictObject({ answering: answering.nullable() }),
});

const beginning = z.strictObject({
  ...taken,
  account: z.uuid(),
  name: z.string(),
  address: z.string().nullable(),
  /** What it goes to: `email`, `phone`. */
  contact: z.string(),
  /** One writes first by a text that the service has approved, and by no other. */
  by_template: z.boolean(),
  /** Those that the party has, the main one first. */
  contacts: z.array(z.string()),
});
export type Beginning = z.infer<typeof beginning>;

export const readBeginnings = defineAction({
  id: "conversations.beginnings",
  method: "GET",
  path: "/api/conversation-beginnings",
  summary: "By which channels somebody can be written to first, and where",
  permission: "conversations:answer",
  query: z.strictObject({ party: z.uuid().optional() }),
  output: z.strictObject({ data: z.array(beginning) }),
});
