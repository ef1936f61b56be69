import { conversationChannels } from "#channels/contract";
import {
  autoNumber,
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  link,
  longText,
  number,
  rollup,
  text,
} from "#records/contract";
import { deadlineKinds, priorities } from "./level-objects.ts";

export const statusKinds = ["new", "open", "waiting", "on_hold", "solved", "closed"] as const;
export type StatusKind = (typeof statusKinds)[number];

const working = "tickets:work";
/** Something is still owed. */
export const isUnsolved = { field: "solved_at", op: "empty" } as const;

/** Where a ticket can stand, in the organisation's own words; what it means is its kind. */
export const ticketStatusObject = defineObject({
  name: "ticket_status",
  plural: "ticket-statuses",
  table: "ticket_statuses",
  module: "service",
  title: "name",
  icon: "list",
  owned: false,
  columns: ["position", "name", "kind"],
  sort: "position",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    kind: choice({ options: statusKinds, default: "open", required: true }),
    position: number({ min: 0 }),
  },
});

/** What a customer asks of us and we owe an answer to. */
export const ticketObject = defineObject({
  name: "ticket",
  plural: "tickets",
  table: "tickets",
  module: "service",
  title: "subject",
  icon: "ticket",
  owned: true,
  isWork: true,
  keptWith: ["queue"],
  columns: ["number", "subject", "customer", "status", "priority", "due_at", "owner", "queue"],
  sort: "due_at",
  views: [
    { key: "open", filter: isUnsolved, opens: true },
    { key: "mine", filter: { and: [{ field: "owner", op: "is", value: { me: true } }, isUnsolved] } },
    { key: "unassigned", filter: { and: [{ field: "owner", op: "empty" }, isUnsolved] } },
    { key: "overdue", filter: { field: "overdue_since", op: "not_empty" }, sort: "overdue_since" },
    { key: "due_today", filter: { field: "due_at", op: "within", value: { period: "today" } } },
    { key: "waiting", filter: { field: "status.kind", op: "is", value: "waiting" }, sort: "created_at" },
    { key: "rated", filter: { field: "rated_at", op: "not_empty" }, sort: "-rated_at" },
  ],
  board: { group: "status" },
  calendar: ["due_at"],
  keys: ["number"],
  searchWords: { subject: "s", number: "n", description: "d" },
  fields: {
    number: autoNumber({ prefix: "T-", digits: 5, group: "who" }),
    subject: text({ required: true, max: 300, searched: true, group: "who" }),
    status: link("ticket_status", { required: true, back: "tickets", governedBy: working, group: "work" }),
    priority: choice({ options: priorities, required: true, default: "normal", group: "work" }),
    type: choice({
      options: ["question", "problem", "incident", "request", "task"],
      open: true,
      required: true,
      default: "question",
      group: "work",
    }),
    queue: link("queue", { back: "tickets", group: "work" }),
    customer: link("party", { back: "tickets", group: "who" }),
    contact: link("person", { back: "contact_tickets", group: "who" }),
    description: longText({ searched: true, group: "work" }),
    product: link("product", { back: "tickets", group: "work" }),
    contract: link("contract", { back: "tickets", group: "work" }),
    order: link("order", { back: "tickets", group: "work" }),
    installed_product: link("installed_product", { back: "tickets", group: "work" }),
    conversation: link("conversation", { back: "tickets", governedBy: working, group: "other" }),
    /** By which it came. */
    channel: choice({ options: conversationChannels, readOnly: true, group: "other" }),
    parent: link("ticket", { back: "children", group: "other" }),
    /** What it is an incident of. */
    problem: link("ticket", { back: "incidents", governedBy: working, group: "other" }),
    merged_into: link("ticket", { back: "merged", governedBy: working, group: "other" }),
    solution: longText({ max: 20_000, governedBy: working, group: "work" }),
    service_level: link("service_level", { back: "tickets", readOnly: true, group: "dates" }),
    due_at: dateTime({ readOnly: true, deadline: true, group: "dates" }),
    overdue_since: dateTime({ readOnly: true, group: "dates" }),
    first_answer_due: dateTime({ readOnly: true, group: "dates" }),
    next_answer_due: dateTime({ readOnly: true, group: "dates" }),
    solution_due: dateTime({ readOnly: true, group: "dates" }),
    waiting_since: dateTime({ readOnly: true, group: "dates" }),
    first_answered_at: dateTime({ readOnly: true, group: "dates" }),
    /** Minutes of business until the first answer and the solution, without what the clock stood still. */
    first_answer_minutes: number({ readOnly: true, min: 0, group: "dates" }),
    solved_at: dateTime({ readOnly: true, group: "dates" }),
    solution_minutes: number({ readOnly: true, min: 0, group: "dates" }),
    closed_at: dateTime({ readOnly: true, group: "dates" }),
    /** A deadline of it was missed. */
    breached: boolean({ readOnly: true, default: false, group: "dates" }),
    promises_kept: number({ readOnly: true, default: 0, hidden: true }),
    promises_missed: number({ readOnly: true, default: 0, hidden: true }),
    /** Day and hour at which it came, by the clock of the organisation. */
    came_on: date({ readOnly: true, hidden: true }),
    came_hour: number({ readOnly: true, min: 0, max: 23, hidden: true }),
    /** Minutes that were spent on it. */
    time_spent: rollup({ related: "time_entries", aggregate: "sum", field: "minutes", group: "work" }),
    /** As the customer says it, from 1 to 5. */
    satisfaction: number({ readOnly: true, min: 1, max: 5, group: "work" }),
    satisfaction_comment: longText({ readOnly: true, max: 2000, group: "work" }),
    surveyed_at: dateTime({ readOnly: true, group: "dates" }),
    rated_at: dateTime({ readOnly: true, group: "dates" }),
    reopened: number({ readOnly: true, default: 0, group: "dates" }),
  },
});

/** From when to when a ticket stood where. */
export const ticketStatusChangeObject = defineObject({
  name: "ticket_status_change",
  plural: "ticket-status-changes",
  table: "ticket_status_changes",
  module: "service",
  title: "status",
  icon: "route",
  owned: false,
  through: ["ticket"],
  closed: true,
  columns: ["status", "entered_at", "left_at"],
  sort: "-entered_at",
  fields: {
    ticket: link("ticket", { required: true, back: "stays", along: "always" }),
    status: link("ticket_status", { required: true, back: "stays" }),
    kind: choice({ options: statusKinds, required: true }),
    entered_at: dateTime({ required: true }),
    left_at: dateTime(),
  },
});

/** What was promised of a ticket, and what became of it. */
export const ticketDeadlineObject = defineObject({
  name: "ticket_deadline",
  plural: "ticket-deadlines",
  table: "ticket_deadlines",
  module: "service",
  title: "kind",
  icon: "target",
  owned: false,
  through: ["ticket"],
  closed: true,
  columns: ["kind", "due_at", "met_at", "missed"],
  sort: "started_at",
  fields: {
    ticket: link("ticket", { required: true, back: "deadlines", along: "always" }),
    kind: choice({ options: deadlineKinds, required: true }),
    started_at: dateTime({ required: true }),
    due_at: dateTime(),
    met_at: dateTime(),
    missed: boolean({ default: false }),
  },
});
