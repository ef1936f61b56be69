import { z } from "zod";
import { defineAction } from "#kernel/action";
import type { Filter } from "#kernel/filter";
import { askedBy, brokenDown, partWith } from "./broken-down.ts";

/** By what conversations are told apart. */
export const conversationBreakdowns = ["day", "owner", "queue", "channel", "hour"] as const;
export type ConversationBreakdown = (typeof conversationBreakdowns)[number];

const figures = z.strictObject({
  conversations: z.int(),
  answered: z.int(),
  closed: z.int(),
  /** Minutes as the clock goes until the first answer: half of the answered took no longer. */
  first_answer: z.number().nullable(),
});
export type ConversationFigures = z.infer<typeof figures>;

/** Null for an hour of more than a month, of which no filter speaks. */
const row = partWith(figures, z.custom<Filter | null>());
export type ConversationRow = z.infer<typeof row>;

export const readConversationReport = defineAction({
  id: "service_reports.conversations",
  method: "GET",
  path: "/api/service-reports/conversations",
  summary:
    "Conversations that began in a span of days: how many, how soon answered, how many closed; by day, agent, queue, channel or hour",
  permission: "signed_in",
  query: askedBy(z.enum(conversationBreakdowns).default("day")),
  output: brokenDown(z.enum(conversationBreakdowns), figures, row),
});
