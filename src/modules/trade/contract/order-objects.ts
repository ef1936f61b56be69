import { address, choice, date, dateTime, decimal, defineObject, link, text } from "#records/contract";
import { documentFields, lineFields } from "./shared-fields.ts";

const settled = { field: "state", op: "is_not", value: "draft" } as const;
const confirmed = { field: "state", op: "is", value: "confirmed" } as const;

export const cancelReasons = [
  "customer_wish",
  "not_available",
  "late",
  "price",
  "mistake",
  "no_payment",
  "other",
] as const;

export const orderObject = defineObject({
  name: "order",
  plural: "orders",
  table: "orders",
  module: "trade",
  title: "number",
  icon: "shopping-cart",
  owned: true,
  columns: ["number", "customer", "total", "state", "delivery_state", "invoice_state", "ordered_on", "owner"],
  sort: "-ordered_on",
  views: [
    { key: "to_confirm", filter: { field: "state", op: "is", value: "draft" }, sort: "deliver_on" },
    { key: "to_deliver", filter: confirmed, sort: "deliver_on" },
    {
      key: "to_invoice",
      filter: {
        and: [
          { field: "invoice_state", op: "in", value: ["none", "part"] },
          { field: "state", op: "in", value: ["confirmed", "completed"] },
        ],
      },
      sort: "-ordered_on",
    },
    {
      key: "mine",
      filter: { field: "owner", op: "is", value: { me: true } },
      sort: "-ordered_on",
    },
  ],
  calendar: ["deliver_on"],
  keys: ["number"],
  searchWords: { number: "u", subject: "s", reference: "r" },
  fields: {
    /** Given by the series of orders, unless an import brings its own. */
    number: text({ unique: true, max: 60, searched: true, group: "who", governedBy: "orders:confirm" }),
    subject: text({ max: 300, searched: true, group: "who", readOnlyWhen: settled }),
    state: choice({
      options: ["draft", "confirmed", "completed", "cancelled"],
      governedBy: "orders:confirm",
      group: "who",
    }),
    delivery_state: choice({
      options: ["none", "part", "all"],
      readOnly: true,
      default: "none",
      group: "who",
    }),
    invoice_state: choice({
      options: ["none", "part", "all"],
      readOnly: true,
      default: "none",
      group: "who",
    }),
    origin: choice({
      options: ["manual", "quote", "shop", "contract", "import"],
      readOnly: true,
      default: "manual",
      group: "other",
    }),
    ...documentFields("orders", settled),
    quote: link("quote", { readOnly: true, back: "orders", group: "who" }),
    /** What the customer calls it. */
    reference: text({ max: 100, searched: true, group: "who", readOnlyWhen: settled }),
    ordered_on: date({ group: "dates", readOnlyWhen: settled }),
    deliver_on: date({ group: "dates" }),
    delivery_address: address({ group: "contact" }),
    confirmed_at: dateTime({ readOnly: true, group: "dates" }),
    completed_at: dateTime({ readOnly: true, group: "dates" }),
    cancelled_at: dateTime({ readOnly: true, group: "dates" }),
    cancel_reason: choice({ options: cancelReasons, open: true, readOnly: true, group: "other" }),
    cancel_comment: text({ readOnly: true, max: 1000, group: "other" }),
  },
});

export const orderLineObject = defineObject({
  name: "order_line",
  plural: "order-lines",
  table: "order_lines",
  module: "trade",
  title: "description",
  icon: "checklist",
  owned: false,
  through: ["order"],
  closed: true,
  imported: true,
  keys: ["source_line"],
  columns: ["order", "description", "quantity", "price", "discount", "total", "delivered", "invoiced"],
  sort: "position",
  searchWords: { description: "d" },
  fields: {
    order: link("order", { required: true, back: "lines", along: "always" }),
    ...lineFields("order_lines"),
    quote_line: link("quote_line", { readOnly: true, back: "order_lines", hidden: true }),
    /** What the system from which it was imported calls this line. */
    source_line: text({ max: 100 }),
    /** How much of the quantity was handed over, came back, is not wanted any more, is on invoices. */
    delivered: decimal({ readOnly: true, default: "0", scale: 6 }),
    returned: decimal({ readOnly: true, default: "0", scale: 6 }),
    cancelled: decimal({ readOnly: true, default: "0", scale: 6 }),
    invoiced: decimal({ readOnly: true, default: "0", scale: 6 }),
  },
});
