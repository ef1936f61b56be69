import { z } from "zod";
import { defineAction } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import { askedBy, brokenDown, partWith } from "./broken-down.ts";

/** By what tickets are told apart. */
export const breakdowns = [
  "day",
  "owner",
  "queue",
  "channel",
  "type",
  "priority",
  "hour",
  "service_level",
] as const;
export type Breakdown = (typeof breakdowns)[number];

const figures = z.strictObject({
  tickets: z.int(),
  solved: z.int(),
  /**
   * Minutes of business, as their service level counts them, until they were answered and solved; as the clock goes where none is
   * promised. Half of the tickets took no longer.
   */
  first_answer: z.number().nullable(),
  solution: z.number().nullable(),
  /** Deadlines that are decided: kept, and missed. */
  kept: z.int(),
  missed: z.int(),
  /** Tickets of which one was missed. */
  breached: z.int(),
  rated: z.int(),
  /** 1 to 5. */
  satisfaction: z.number().nullable(),
});
export type TicketFigures = z.infer<typeof figures>;

const row = partWith(figures, z.custom<Filter>());
export type TicketRow = z.infer<typeof row>;

export const readTicketReport = defineAction({
  id: "service_reports.tickets",
  method: "GET",
  path: "/api/service-reports/tickets",
  summary:
    "Tickets that came in a span of days: how many, how soon answered and solved, deadlines kept, satisfaction; by day, agent, queue, channel, type, priority, hour or service level",
  permission: "signed_in",
  query: askedBy(z.enum(breakdowns).default("day")),
  output: brokenDown(z.enum(breakdowns), figures, row),
});

const waiting = z.strictObject({
  /** Id of the queue or the user; null: none. */
  key: z.string().nullable(),
  title: z.string().nullable(),
  unsolved: z.int(),
  unassigned: z.int(),
  overdue: z.int(),
  due_today: z.int(),
  waiting: z.int(),
  /** In which somebody waits for an answer of ours, and since when the first of them does. */
  conversations: z.int(),
  longest_wait: z.iso.datetime().nullable(),
  /** Of an agent: whether they are there, and the weight of what they have of what they can take. */
  presence: z
    .strictObject({ state: z.enum(["available", "away"]), load: z.int(), capacity: z.int() })
    .nullable(),
});
export type WaitingRow = z.infer<typeof waiting>;

export const readDesk = defineAction({
  id: "service_reports.desk",
  method: "GET",
  path: "/api/service-reports/desk",
  summary:
    "What is to be done now, by queue and by agent: unsolved, nobody's, overdue, due today, waiting for the customer; conversations that wait for us, and who is there",
  permission: "signed_in",
  output: z.strictObject({ queues: z.array(waiting), agents: z.array(waiting) }),
});

type Figure = "tickets" | "solved" | "first_answer" | "kept" | "breached" | "rated";

/** The tickets behind a figure of a report or of a row of it, as a list is asked for them. */
export function ticketsBehind({ filter }: { readonly filter: Filter }, figure: Figure): Filter {
  return allOf(filter, ofFigure[figure]) ?? filter;
}

const ofFigure: Readonly<Record<Figure, Filter | undefined>> = {
  tickets: undefined,
  solved: { field: "solved_at", op: "not_empty" },
  first_answer: { field: "first_answered_at", op: "not_empty" },
  kept: { field: "promises_kept", op: "gt", value: 0 },
  breached: { field: "breached", op: "is", value: true },
  rated: { field: "rated_at", op: "not_empty" },
};
