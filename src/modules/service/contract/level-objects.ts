import { boolean, choice, choices, defineObject, link, longText, number, text } from "#records/contract";

export const priorities = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

/** Kinds of deadlines. */
export const deadlineKinds = ["first_answer", "next_answer", "solution"] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** What may be done when a deadline is missed. */
export const escalations = ["tell_owner", "tell_lead", "raise_priority", "hand_over"] as const;
export type Escalation = (typeof escalations)[number];

/** What is promised to whom: the first active one whose condition a ticket fulfils. */
export const serviceLevelObject = defineObject({
  name: "service_level",
  plural: "service-levels",
  table: "service_levels",
  module: "service",
  title: "name",
  icon: "target",
  owned: false,
  columns: ["position", "name", "calendar", "condition", "active"],
  sort: "position",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    position: number({ min: 0 }),
    active: boolean({ default: true }),
    /** On the ticket, as the filter language writes it: `contract not empty and priority is urgent`. Empty: every ticket. */
    condition: longText({ max: 10_000, filterOf: "ticket" }),
    /** Round the clock unless told. */
    calendar: link("business_calendar", { back: "service_levels" }),
    /** Where a ticket stands while the clock stands still. */
    pauses: choices({ options: ["waiting", "on_hold"] }),
    /** Minutes of business before a deadline at which its owner is warned. */
    warn_minutes: number({ min: 0, max: 100_000, default: 30 }),
    escalations: choices({ options: escalations }),
    escalate_to: link("user", {
      back: "service_levels",
      shownWhen: { field: "escalations", op: "has", value: "hand_over" },
    }),
  },
});

/** Minutes of business that a service level allows for a priority. */
export const serviceTargetObject = defineObject({
  name: "service_target",
  plural: "service-targets",
  table: "service_targets",
  module: "service",
  title: "priority",
  icon: "target",
  owned: false,
  through: ["service_level"],
  part: true,
  columns: ["priority", "first_answer", "next_answer", "solution"],
  sort: "created_at",
  fields: {
    service_level: link("service_level", { required: true, back: "targets", along: "always" }),
    priority: choice({ options: priorities, required: true, default: "normal" }),
    first_answer: number({ min: 1, max: 525_600 }),
    next_answer: number({ min: 1, max: 525_600 }),
    solution: number({ min: 1, max: 525_600 }),
  },
});
