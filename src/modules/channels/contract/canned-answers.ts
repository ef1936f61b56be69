import { z } from "zod";
import { defineAction } from "#kernel/action";
import { type MergeNames, longestMergeText } from "#kernel/merge-text";
import {
  boolean,
  choice,
  choices,
  defineObject,
  idParams,
  link,
  longText,
  recordShape,
  text,
} from "#records/contract";
import { written } from "./conversations.ts";

/** What is answered again and again; with tags, a queue and an end it is a macro: all of it in one step. */
export const cannedAnswerObject = defineObject({
  name: "canned_answer",
  plural: "canned-answers",
  table: "canned_answers",
  module: "channels",
  title: "name",
  icon: "writing",
  owned: false,
  columns: ["name", "body", "language", "user", "tags", "closes"],
  sort: "name",
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true, group: "who" }),
    body: longText({ max: longestMergeText, group: "who" }),
    /** For customers of this language; for all where there is none. */
    language: choice({ options: ["en", "es", "ru", "bg"], group: "who" }),
    /** Whose it is alone; everybody's where it is nobody's. */
    user: link("user", { back: "canned_answers", group: "who" }),
    tags: choices({ options: [], open: true, optionsOf: "conversation", group: "work" }),
    queue: link("queue", { back: "canned_answers", group: "work" }),
    /** Whoever uses it has the conversation from then on. */
    takes: boolean({ default: false, group: "work" }),
    closes: boolean({ default: false, group: "work" }),
  },
});

/** What can be filled in: `Hello {{first_name}}`. */
export const cannedNames: MergeNames = {
  customer: [],
  first_name: [],
  company: [],
  subject: [],
  agent: [],
  channel: [],
};

const offered = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Filled in for the conversation. */
  body: z.string(),
  language: z.string().nullable(),
  personal: z.boolean(),
  tags: z.array(z.string()),
  queue: z.strictObject({ id: z.uuid(), title: z.string() }).nullable(),
  takes: z.boolean(),
  closes: z.boolean(),
});
export type OfferedAnswer = z.infer<typeof offered>;

export const offerCannedAnswers = defineAction({
  id: "canned_answers.offer",
  method: "GET",
  path: "/api/conversations/:id/canned-answers",
  summary: "Canned answers that fit a conversation, filled in; those of its language first",
  permission: "conversations:answer",
  params: idParams,
  query: z.strictObject({ search: z.string().max(200).default("") }),
  output: z.strictObject({ data: z.array(offered) }),
});

export const useCannedAnswer = defineAction({
  id: "canned_answers.use",
  method: "POST",
  path: "/api/canned-answers/:id/use",
  summary:
    "Does all that a canned answer says in one step: answers with its text, or with `body`, tags, hands on and closes",
  permission: "conversations:answer",
  params: idParams,
  body: written.partial({ body: true }).extend({ conversation: z.uuid() }),
  output: recordShape,
});
