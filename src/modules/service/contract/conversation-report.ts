import { z } from "zod";
import { defineAction } from "#kernel/action";
import type { Filter } from "#kernel/filter";

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

const row = figures.extend({
  /** Id of the record, key of the choice, day, or hour of the day; null: none. */
  key: z.string().nullable(),
  title: z.string().nullable(),
  /** The conversations of the row; null for an hour of more than a month, of which no filter speaks. */
  filter: z.custom<Filter | null>(),
});
export type ConversationRow = z.infer<typeof row>;

export const readConversationReport = defineAction({
  id: "service_reports.conversations",
  method: "GET",
  path: "/api/service-reports/conversations",
  summary:
    "Conversations that began in a span of days: how many, how soon answered, how many closed; by day, agent, queue, channel or hour",
  permission: "signed_in",
  query: z.strictObject({
    by: z.enum(conversationBreakdowns).default("day"),
    /** The past thirty days unless told, both days included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  output: z.strictObject({
    by: z.enum(conversationBreakdowns),
    from: z.iso.date(),
    to: z.iso.date(),
    filter: z.custom<Filter>(),
    total: figures,
    rows: z.array(row),
    left: z.int(),
  }),
});
