import { choice, date, decimal, defineObject, file, link, longText, money, number, percent, text } from "#records/contract";

const begun = { readOnlyWhen: { field: "state", op: "is_not", value: "draft" } } as const;
const active = { field: "state", op: "is", value: "active" } as const;

export const contractObject = defineObject({
  name: "contract",
  plural: "contracts",
  table: "contracts",
  module: "billing",
  title: "name",
  icon: "writing",
  owned: true,
  columns: ["name", "number", "customer", "state", "starts_on", "ends_on", "notice_until", "renewal", "owner"],
  sort: "-created_at",
  views: [
    { key: "active", filter: active, sort: "ends_on" },
    {
      key: "to_decide",
      filter: { and: [active, { field: "notice_until", op: "within", value: { period: { next: 60 } } }] },
      sort: "notice_until",
    },
  ],
  calendar: ["ends_on", "notice_until"],
  keys: ["number"],
  searchWords: { name: "n", number: "u" },
  fields: {
    name: text({ required: true, max: 300, searched: true, group: "who" }),
    number: text({ readOnly: true, unique: true, max: 60, searched: true, group: "who" }),
    state: choice({
      options: ["draft", "active", "terminated", "ended"],
      readOnly: true,
      default: "draft",
      group: "who",
    }),
    customer: link("party", { required: true, back: "contracts", group: "who" }),
    contact: link("person", { back: "contracts_as_contact", group: "who" }),
    deal: link("deal", { back: "contracts", group: "who" }),
    starts_on: date({ required: true, group: "dates" }),
    /** Last day; none where it is open-ended. */
    ends_on: date({ group: "dates" }),
    notice_days: number({ min: 0, max: 1000, default: 30, group: "dates" }),
    /** Last day to say that it ends. */
    notice_until: date({ readOnly: true, group: "dates" }),
    renewal: choice({ options: ["none", "automatic"], default: "none", required: true, group: "dates" }),
    renewal_months: number({ min: 1, max: 120, default: 12, group: "dates" }),
    renewals: number({ readOnly: true, default: 0, group: "other" }),
    terminated_on: date({ readOnly: true, group: "dates" }),
    termination_reason: text({ readOnly: true, max: 500, group: "other" }),
    terms: longText({ max: 50_000, group: "other" }),
    document: file({ group: "other" }),
  },
});

export const contractDocumentObject = defineObject({
  name: "contract_document",
  plural: "contract-documents",
  table: "contract_documents",
  module: "billing",
  title: "name",
  icon: "paperclip",
  owned: false,
  through: ["contract"],
  columns: ["contract", "name", "file", "created_at"],
  sort: "-created_at",
  fields: {
    contract: link("contract", { required: true, back: "documents", along: "always" }),
    name: text({ required: true }),
    file: file({ required: true }),
  },
});

export const subscriptionObject = defineObject({
  name: "subscription",
  plural: "subscriptions",
  table: "subscriptions",
  module: "billing",
  title: "name",
  icon: "repeat",
  owned: true,
  columns: ["name", "number", "customer", "state", "recurring", "every", "next_invoice_on", "ends_on", "owner"],
  sort: "-created_at",
  views: [
    { key: "active", filter: active, sort: "next_invoice_on" },
    { key: "paused", filter: { field: "state", op: "is", value: "paused" }, sort: "-created_at" },
    { key: "ending", filter: { field: "state", op: "is", value: "cancelled" }, sort: "ends_on" },
  ],
  calendar: ["next_invoice_on", "ends_on"],
  keys: ["number"],
  searchWords: { name: "n", number: "u" },
  fields: {
    name: text({ required: true, max: 300, searched: true, group: "who" }),
    number: text({ readOnly: true, unique: true, max: 60, searched: true, group: "who" }),
    state: choice({
      options: ["draft", "active", "paused", "cancelled", "ended"],
      readOnly: true,
      default: "draft",
      group: "who",
    }),
    customer: link("party", { required: true, back: "subscriptions", group: "who", ...begun }),
    contact: link("person", { back: "subscriptions_as_contact", group: "who" }),
    contract: link("contract", { back: "subscriptions", group: "who" }),
    deal: link("deal", { back: "subscriptions", group: "who" }),
    recurring: money({ readOnly: true, group: "money" }),
    every: choice({ options: ["month", "quarter", "year"], default: "month", required: true, group: "money", ...begun }),
    currency: text({ max: 3, group: "money", ...begun }),
    payment_days: number({ min: 0, max: 365, group: "money" }),
    starts_on: date({ required: true, group: "dates", ...begun }),
    /** Last day of the trial. */
    trial_ends_on: date({ group: "dates", ...begun }),
    next_invoice_on: date({ readOnly: true, group: "dates" }),
    /** Last day. */
    ends_on: date({ group: "dates", ...begun }),
    cancel_reason: text({ readOnly: true, max: 500, group: "other" }),
  },
});

export const subscriptionLineObject = defineObject({
  name: "subscription_line",
  plural: "subscription-lines",
  table: "subscription_lines",
  module: "billing",
  title: "description",
  icon: "list-details",
  owned: false,
  through: ["subscription"],
  closed: true,
  columns: ["subscription", "description", "quantity", "price", "discount", "from_on", "until_on"],
  sort: "-created_at",
  fields: {
    subscription: link("subscription", { required: true, back: "lines", along: "always" }),
    position: number({ min: 0 }),
    product: link("product", { back: "subscription_lines" }),
    description: text({ required: true, max: 2000 }),
    quantity: decimal({ required: true, scale: 6 }),
    unit: text({ max: 40 }),
    price: money({ required: true }),
    discount: percent({ default: 0 }),
    tax_class: text({ max: 60, hidden: true }),
    from_on: date({ required: true }),
    until_on: date(),
  },
});

export const subscriptionPauseObject = defineObject({
  name: "subscription_pause",
  plural: "subscription-pauses",
  table: "subscription_pauses",
  module: "billing",
  title: "reason",
  icon: "player-pause",
  owned: false,
  through: ["subscription"],
  closed: true,
  columns: ["subscription", "from_on", "until_on", "reason"],
  sort: "-created_at",
  fields: {
    subscription: link("subscription", { required: true, back: "pauses", along: "always" }),
    from_on: date({ required: true }),
    until_on: date(),
    reason: text({ max: 500 }),
  },
});

export const mrrMovementObject = defineObject({
  name: "mrr_movement",
  plural: "mrr-movements",
  table: "mrr_movements",
  module: "billing",
  title: "subscription",
  icon: "chart-bar",
  owned: false,
  through: ["subscription"],
  closed: true,
  columns: ["day", "kind", "amount", "customer", "subscription"],
  sort: "-day",
  fields: {
    subscription: link("subscription", { required: true, back: "mrr_movements", along: "always" }),
    customer: link("party", { required: true, back: "mrr_movements" }),
    day: date({ required: true }),
    kind: choice({ options: ["new", "expansion", "contraction", "churn", "reactivation"], required: true }),
    amount: money({ required: true }),
  },
});
