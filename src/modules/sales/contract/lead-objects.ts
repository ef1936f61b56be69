import { sources } from "#customers/contract";
import {
  choice,
  dateTime,
  defineObject,
  email,
  link,
  links,
  longText,
  money,
  phone,
  text,
} from "#records/contract";

/** Statuses of a lead that nobody has decided on yet. */
export const openStatuses = ["new", "working", "nurturing"] as const;
export type OpenStatus = (typeof openStatuses)[number];

const isOpen = { field: "status", op: "in", value: openStatuses } as const;

/** A party that may become a customer, each time that it came in. */
export const leadObject = defineObject({
  name: "lead",
  plural: "leads",
  table: "leads",
  module: "sales",
  title: "name",
  icon: "target-arrow",
  owned: true,
  columns: ["name", "party", "status", "rating", "source", "owner", "assigned_at", "first_touched_at"],
  sort: "-created_at",
  views: [
    { key: "open", filter: isOpen, opens: true },
    { key: "mine", filter: { and: [{ field: "owner", op: "is", value: { me: true } }, isOpen] } },
    {
      key: "waiting",
      filter: {
        and: [
          { field: "owner", op: "empty" },
          { field: "status", op: "is", value: "new" },
        ],
      },
      sort: "created_at",
    },
    {
      key: "untouched",
      filter: {
        and: [
          { field: "first_touched_at", op: "empty" },
          { field: "status", op: "is", value: "new" },
        ],
      },
      sort: "created_at",
    },
  ],
  board: { group: "status", sum: "amount" },
  searchWords: { name: "n", contact_name: "t", company_name: "c", email: "e", phone: "p", interest: "i" },
  fields: {
    name: text({ max: 300, searched: true, group: "who" }),
    /** Found or made by the rules where only a name or an address is told. */
    party: link("party", { back: "leads", along: "always", group: "who" }),
    status: choice({
      options: [...openStatuses, "qualified", "unqualified"],
      default: "new",
      required: true,
      governedBy: "leads:qualify",
      group: "work",
    }),
    rating: choice({ options: ["hot", "warm", "cold"], group: "work" }),
    source: choice({ options: sources, open: true, group: "work" }),
    interest: longText({ searched: true, group: "work" }),
    products: links("product", {
      through: "lead_products",
      from: "lead_id",
      toColumn: "product_id",
      group: "work",
    }),
    amount: money({ group: "money" }),
    contact_name: text({ searched: true, group: "contact" }),
    company_name: text({ searched: true, group: "contact" }),
    job_title: text({ group: "contact" }),
    email: email({ searched: true, group: "contact" }),
    phone: phone({ searched: true, group: "contact" }),
    assigned_at: dateTime({ readOnly: true, group: "dates" }),
    first_touched_at: dateTime({ readOnly: true, group: "dates" }),
    closed_at: dateTime({ readOnly: true, group: "dates" }),
    unqualified_reason: choice({
      options: [
        "no_need",
        "no_budget",
        "no_decision",
        "not_a_fit",
        "no_answer",
        "competitor",
        "duplicate",
        "other",
      ],
      open: true,
      governedBy: "leads:qualify",
      group: "work",
    }),
    unqualified_comment: text({ max: 500, governedBy: "leads:qualify", group: "work" }),
    company: link("company", { back: "company_leads", governedBy: "leads:qualify", group: "other" }),
    person: link("person", { back: "person_leads", governedBy: "leads:qualify", group: "other" }),
    deal: link("deal", { back: "deal_leads", governedBy: "leads:qualify", group: "other" }),
  },
});

/** Whose a lead was, from when to when. Why stands beside, in words of its own. */
export const leadAssignmentObject = defineObject({
  name: "lead_assignment",
  plural: "lead-assignments",
  table: "lead_assignments",
  module: "sales",
  title: "user",
  icon: "route",
  owned: false,
  through: ["lead"],
  closed: true,
  columns: ["lead", "user", "way", "assigned_at", "ended_at", "ended"],
  sort: "-id",
  fields: {
    lead: link("lead", { required: true, back: "assignments", along: "always" }),
    user: link("user", { required: true, back: "lead_assignments" }),
    way: choice({
      options: ["by_hand", "user", "round_robin", "load", "territory", "product", "language"],
      required: true,
    }),
    rule: link("assignment_rule", { back: "lead_assignments" }),
    assigned_at: dateTime({ required: true }),
    ended_at: dateTime(),
    ended: choice({ options: ["handed_over", "returned", "closed"] }),
  },
});
