import { choice, date, defineObject, link, longText, money, text } from "#records/contract";

export const paymentMethods = ["bank_transfer", "card", "cash", "direct_debit", "provider", "other"] as const;

export const paymentObject = defineObject({
  name: "payment",
  plural: "payments",
  table: "payments",
  module: "billing",
  title: "number",
  icon: "cash",
  owned: true,
  closed: true,
  columns: ["number", "customer", "amount", "received_on", "method", "allocated", "credit", "state"],
  sort: "-received_on",
  views: [
    { key: "with_credit", filter: { field: "credit", op: "gt", value: "0" }, sort: "-received_on" },
    { key: "reversed", filter: { field: "state", op: "is", value: "reversed" }, sort: "-received_on" },
  ],
  calendar: ["received_on"],
  keys: ["number"],
  searchWords: { number: "u", payer: "p", reference: "r" },
  fields: {
    number: text({ readOnly: true, required: true, unique: true, max: 60, searched: true, group: "who" }),
    state: choice({ options: ["received", "reversed"], default: "received", group: "who" }),
    customer: link("party", { required: true, back: "payments", group: "who" }),
    amount: money({ required: true, group: "money" }),
    allocated: money({ readOnly: true, group: "money" }),
    refunded: money({ readOnly: true, group: "money" }),
    /** What is left of it for the customer. */
    credit: money({ readOnly: true, group: "money" }),
    received_on: date({ required: true, group: "dates" }),
    method: choice({ options: paymentMethods, required: true, group: "money" }),
    origin: choice({ options: ["manual", "bank", "provider"], default: "manual", group: "other" }),
    reference: longText({ max: 2000, searched: true, group: "who" }),
    payer: text({ max: 300, searched: true, group: "who" }),
    payer_account: text({ max: 60, group: "who" }),
    provider: text({ max: 40, hidden: true }),
    provider_reference: text({ max: 255, group: "other" }),
    reversed_on: date({ group: "dates" }),
    reverse_reason: text({ max: 500, group: "other" }),
    note: text({ max: 1000, group: "other" }),
  },
});

export const paymentAllocationObject = defineObject({
  name: "payment_allocation",
  plural: "payment-allocations",
  table: "payment_allocations",
  module: "billing",
  title: "invoice",
  icon: "arrows-split-2",
  owned: false,
  through: ["payment", "credit_note", "invoice"],
  closed: true,
  columns: ["invoice", "payment", "credit_note", "amount", "allocated_on"],
  sort: "-created_at",
  fields: {
    payment: link("payment", { back: "allocations" }),
    credit_note: link("invoice", { back: "settles" }),
    invoice: link("invoice", { required: true, back: "allocations" }),
    amount: money({ required: true }),
    allocated_on: date({ required: true }),
  },
});

export const refundObject = defineObject({
  name: "refund",
  plural: "refunds",
  table: "refunds",
  module: "billing",
  title: "reason",
  icon: "receipt-refund",
  owned: false,
  through: ["payment", "credit_note"],
  closed: true,
  columns: ["reason", "payment", "credit_note", "amount", "refunded_on"],
  sort: "-created_at",
  fields: {
    payment: link("payment", { back: "refunds" }),
    credit_note: link("invoice", { back: "refunds" }),
    amount: money({ required: true }),
    refunded_on: date({ required: true }),
    reason: text({ required: true, max: 500 }),
    provider_reference: text({ max: 255, hidden: true }),
  },
});
