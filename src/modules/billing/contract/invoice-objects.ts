import { locales } from "#kernel/locale";
import {
  boolean,
  choice,
  date,
  dateTime,
  decimal,
  defineObject,
  link,
  longText,
  money,
  number,
  percent,
  text,
  user,
} from "#records/contract";

const settled = { field: "state", op: "is_not", value: "draft" } as const;
const own = { readOnlyWhen: settled } as const;
const unpaid = { field: "state", op: "in", value: ["issued", "partly_paid"] } as const;
// Due neither today nor later.
const overdue = { not: { field: "due_on", op: "within", value: { period: { next: 3660 } } } } as const;
const isCreditNote = { field: "kind", is: "credit_note" } as const;
const isInvoice = { field: "kind", op: "is_not", value: "credit_note" } as const;

export const invoiceKinds = ["invoice", "deposit", "credit_note"] as const;
export const creditReasons = ["return", "price", "mistake", "cancellation", "goodwill", "other"] as const;

export const invoiceObject = defineObject({
  name: "invoice",
  plural: "invoices",
  table: "invoices",
  module: "billing",
  title: "number",
  icon: "file-dollar",
  owned: true,
  columns: ["number", "customer", "total", "state", "kind", "open", "issued_on", "due_on", "owner"],
  sort: "-created_at",
  views: [
    { key: "draft", filter: { field: "state", op: "is", value: "draft" }, sort: "-created_at" },
    { key: "open", filter: { and: [unpaid, isInvoice] }, sort: "due_on" },
    {
      key: "overdue",
      filter: { and: [unpaid, isInvoice, overdue] },
      sort: "due_on",
    },
    { key: "paid", filter: { field: "state", op: "is", value: "paid" }, sort: "-issued_on" },
    { key: "credit_notes", filter: { field: "kind", op: "is", value: "credit_note" }, sort: "-issued_on" },
  ],
  calendar: ["due_on"],
  keys: ["number"],
  searchWords: { number: "u", subject: "s", reference: "r" },
  fields: {
    /** Given when it is issued, without gaps. */
    number: text({ readOnly: true, unique: true, max: 60, searched: true, group: "who" }),
    kind: choice({ options: invoiceKinds, readOnly: true, default: "invoice", group: "who" }),
    state: choice({
      options: ["draft", "issued", "partly_paid", "paid", "credited", "used", "paid_out"],
      readOnly: true,
      default: "draft",
      group: "who",
    }),
    subject: text({ max: 300, searched: true, group: "who", ...own }),
    customer: link("party", { required: true, back: "invoices", group: "who", ...own }),
    contact: link("person", { back: "invoices_as_contact", group: "who", ...own }),
    deal: link("deal", { back: "invoices", group: "who", ...own }),
    order: link("order", { readOnly: true, back: "invoices", group: "who" }),
    subscription: link("subscription", { readOnly: true, back: "invoices", group: "who" }),
    /** The invoice that a credit note corrects. */
    corrects: link("invoice", { readOnly: true, back: "credit_notes", group: "who" }),
    reason: choice({ options: creditReasons, open: true, readOnly: true, group: "who" }),
    /** What the customer calls what is invoiced. */
    reference: text({ max: 100, searched: true, group: "who", ...own }),
    total: money({ readOnly: true, group: "money", subtractedWhen: isCreditNote }),
    open: money({ readOnly: true, group: "money", subtractedWhen: isCreditNote }),
    net: money({ readOnly: true, group: "money", subtractedWhen: isCreditNote }),
    tax: money({ readOnly: true, group: "money", subtractedWhen: isCreditNote }),
    paid: money({ readOnly: true, group: "money" }),
    credited: money({ readOnly: true, group: "money" }),
    discount: percent({ default: 0, group: "money", ...own }),
    currency: text({ max: 3, code: "currency", codesFirst: "currency_rate", group: "money", ...own }),
    tax_included: boolean({ readOnly: true, default: false, group: "money" }),
    rounding: choice({ options: ["line", "document"], readOnly: true, default: "document", hidden: true }),
    payment_days: number({ min: 0, max: 365, group: "dates", ...own }),
    issued_on: date({ readOnly: true, group: "dates" }),
    due_on: date({ readOnly: true, group: "dates" }),
    /** The day on which it was handed over or done, where that is another. */
    supplied_on: date({ group: "dates", ...own }),
    sent_at: dateTime({ readOnly: true, group: "dates" }),
    issued_by: user({ readOnly: true, group: "other" }),
    /** The creditor reference by which its payment is told (ISO 11649). */
    payment_reference: text({ readOnly: true, max: 30, group: "money" }),
    language: choice({ options: locales, group: "other", ...own }),
    introduction: longText({ max: 20_000, group: "other", ...own }),
    terms: longText({ max: 20_000, group: "other", ...own }),
    /** What the law wants said of how it is taxed. */
    tax_notes: longText({ readOnly: true, group: "other" }),
  },
});

export const invoiceLineObject = defineObject({
  name: "invoice_line",
  plural: "invoice-lines",
  table: "invoice_lines",
  module: "billing",
  title: "description",
  icon: "list-details",
  owned: false,
  through: ["invoice"],
  closed: true,
  columns: ["invoice", "description", "quantity", "price", "discount", "total"],
  sort: "position",
  searchWords: { description: "d" },
  fields: {
    invoice: link("invoice", { required: true, back: "lines", along: "always" }),
    position: number({ min: 0 }),
    product: link("product", { back: "invoice_lines" }),
    description: text({ required: true, max: 2000, searched: true }),
    quantity: decimal({ required: true, scale: 6 }),
    unit: text({ max: 40 }),
    price: money(),
    discount: percent({ default: 0 }),
    tax_class: text({ max: 60, hidden: true }),
    tax_rate: percent({ default: 0 }),
    tax_treatment: text({ max: 60, hidden: true }),
    net: money(),
    tax: money(),
    total: money(),
    order_line: link("order_line", { back: "invoice_lines" }),
    corrects: link("invoice_line", { back: "corrected_by" }),
    deposit: link("invoice", { back: "settled_by" }),
    subscription_line: link("subscription_line", { back: "invoice_lines" }),
    period_from: date(),
    period_until: date(),
  },
});
