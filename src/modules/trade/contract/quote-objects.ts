import {
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  link,
  longText,
  number,
  percent,
  text,
  user,
} from "#records/contract";
import { documentFields, lineFields } from "./shared-fields.ts";

/** Quotes on which nobody has decided yet. */
export const openQuoteStates = ["draft", "awaiting_approval", "approved", "sent"] as const;

const open = { field: "state", op: "in", value: [...openQuoteStates] } as const;
const settled = { field: "state", op: "is_not", value: "draft" } as const;

export const quoteObject = defineObject({
  name: "quote",
  plural: "quotes",
  table: "quotes",
  module: "trade",
  title: "number",
  icon: "file-invoice",
  owned: true,
  columns: ["number", "customer", "subject", "total", "state", "valid_until", "owner"],
  sort: "-created_at",
  views: [
    { key: "open", filter: open, sort: "valid_until" },
    {
      key: "mine",
      filter: { and: [{ field: "owner", op: "is", value: { me: true } }, open] },
      sort: "-created_at",
    },
    {
      key: "to_approve",
      filter: { field: "state", op: "is", value: "awaiting_approval" },
      sort: "valid_until",
    },
    {
      key: "expiring",
      filter: {
        and: [
          { field: "state", op: "is", value: "sent" },
          { field: "valid_until", op: "within", value: { period: { next: 7 } } },
        ],
      },
      sort: "valid_until",
    },
  ],
  calendar: ["valid_until"],
  keys: ["number"],
  searchWords: { number: "u", subject: "s" },
  fields: {
    number: text({ readOnly: true, unique: true, max: 60, searched: true, group: "who" }),
    subject: text({ max: 300, searched: true, group: "who", readOnlyWhen: settled }),
    state: choice({
      options: [
        "draft",
        "awaiting_approval",
        "approved",
        "sent",
        "accepted",
        "declined",
        "expired",
        "replaced",
        "withdrawn",
      ],
      readOnly: true,
      default: "draft",
      group: "who",
    }),
    ...documentFields("quotes", settled),
    valid_until: date({ group: "dates", readOnlyWhen: settled }),
    introduction: longText({ max: 20_000, group: "other", readOnlyWhen: settled }),
    revision: number({ readOnly: true, default: 1, group: "other" }),
    /** The earlier version of which this one takes the place. */
    replaces: link("quote", { readOnly: true, back: "replaced_by", group: "other" }),
    base_number: text({ readOnly: true, hidden: true, max: 60 }),
    sent_at: dateTime({ readOnly: true, group: "dates" }),
    decided_at: dateTime({ readOnly: true, group: "dates" }),
    /** Who accepted or declined, by the name they gave. */
    decided_by: text({ readOnly: true, max: 200, group: "dates" }),
    decline_reason: choice({
      options: ["price", "competitor", "no_budget", "no_need", "timing", "terms", "other"],
      open: true,
      readOnly: true,
      group: "other",
    }),
    decline_comment: text({ readOnly: true, max: 1000, group: "other" }),
  },
});

export const quoteLineObject = defineObject({
  name: "quote_line",
  plural: "quote-lines",
  table: "quote_lines",
  module: "trade",
  title: "description",
  icon: "checklist",
  owned: false,
  through: ["quote"],
  closed: true,
  columns: ["quote", "description", "quantity", "price", "discount", "total"],
  sort: "position",
  searchWords: { description: "d" },
  fields: {
    quote: link("quote", { required: true, back: "lines", along: "always" }),
    ...lineFields("quote_lines"),
    optional: boolean({ default: false }),
    /** That the customer takes what is optional; all else is taken. */
    chosen: boolean({ default: true }),
    deal_product: link("deal_product", { back: "quote_lines", hidden: true }),
  },
});

export const quoteApprovalObject = defineObject({
  name: "quote_approval",
  plural: "quote-approvals",
  table: "quote_approvals",
  module: "trade",
  title: "reason",
  icon: "certificate",
  owned: false,
  through: ["quote"],
  closed: true,
  columns: ["quote", "state", "discount", "discount_limit", "asked_by", "decided_by", "decided_at"],
  sort: "-created_at",
  fields: {
    quote: link("quote", { required: true, back: "approvals", along: "always" }),
    state: choice({ options: ["asked", "approved", "rejected", "taken_back"], default: "asked" }),
    /** The largest discount of the quote. */
    discount: percent({ required: true }),
    /** How much the one who asked may give by themselves. */
    discount_limit: percent({ required: true }),
    reason: text({ max: 1000 }),
    asked_by: user(),
    decided_at: dateTime(),
    decided_by: user(),
    comment: text({ max: 1000 }),
  },
});
