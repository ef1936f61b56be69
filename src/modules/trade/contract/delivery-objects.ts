import { address, choice, date, decimal, defineObject, link, number, text } from "#records/contract";

export const returnReasons = ["damaged", "wrong", "not_needed", "late", "warranty", "other"] as const;

/** What was handed over, and what came back: a return is a delivery the other way. */
export const deliveryObject = defineObject({
  name: "delivery",
  plural: "deliveries",
  table: "deliveries",
  module: "trade",
  title: "number",
  icon: "truck",
  owned: false,
  through: ["order"],
  closed: true,
  columns: ["number", "kind", "order", "customer", "delivered_on", "tracking"],
  sort: "-delivered_on",
  views: [
    { key: "delivery", filter: { field: "kind", op: "is", value: "delivery" }, sort: "-delivered_on" },
    { key: "return", filter: { field: "kind", op: "is", value: "return" }, sort: "-delivered_on" },
  ],
  calendar: ["delivered_on"],
  keys: ["number"],
  searchWords: { number: "u", tracking: "t" },
  fields: {
    number: text({ required: true, unique: true, max: 60, searched: true }),
    kind: choice({ options: ["delivery", "return"], required: true }),
    order: link("order", { required: true, back: "deliveries", along: "always" }),
    customer: link("party", { required: true, back: "deliveries" }),
    delivered_on: date({ required: true }),
    warehouse: link("warehouse", { back: "deliveries" }),
    address: address(),
    tracking: text({ max: 200, searched: true }),
    reason: choice({ options: returnReasons, open: true }),
    comment: text({ max: 1000 }),
  },
});

export const deliveryLineObject = defineObject({
  name: "delivery_line",
  plural: "delivery-lines",
  table: "delivery_lines",
  module: "trade",
  title: "description",
  icon: "checklist",
  owned: false,
  through: ["delivery"],
  closed: true,
  columns: ["delivery", "description", "quantity", "unit"],
  sort: "position",
  searchWords: { description: "d" },
  fields: {
    delivery: link("delivery", { required: true, back: "lines", along: "always" }),
    order_line: link("order_line", { required: true, back: "delivery_lines" }),
    position: number({ min: 0 }),
    product: link("product", { back: "delivery_lines" }),
    description: text({ required: true, max: 2000, searched: true }),
    quantity: decimal({ required: true, scale: 6 }),
    unit: text({ max: 40 }),
  },
});
