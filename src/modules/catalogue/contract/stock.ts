import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import { address, boolean, choice, decimal, defineObject, idParams, link, text } from "#records/contract";

export const warehouseObject = defineObject({
  name: "warehouse",
  plural: "warehouses",
  table: "warehouses",
  module: "catalogue",
  title: "name",
  icon: "building-warehouse",
  owned: false,
  columns: ["name", "code", "address", "main", "active"],
  sort: "name",
  keys: ["code", "name"],
  searchWords: { name: "n", code: "c" },
  fields: {
    name: text({ required: true, searched: true, group: "who" }),
    code: text({ unique: true, max: 20, searched: true, group: "who" }),
    main: boolean({ default: false, group: "who" }),
    active: boolean({ default: true, group: "who" }),
    address: address({ group: "contact" }),
  },
});

/** How much of a product lies in a warehouse; follows from the movements. */
export const stockLevelObject = defineObject({
  name: "stock_level",
  plural: "stock-levels",
  table: "stock_levels",
  module: "catalogue",
  title: "product",
  icon: "building-warehouse",
  owned: false,
  through: ["product"],
  closed: true,
  columns: ["product", "warehouse", "quantity", "reserved"],
  sort: "-id",
  fields: {
    product: link("product", { required: true, back: "stock_levels" }),
    warehouse: link("warehouse", { required: true, back: "stock_levels" }),
    quantity: decimal({ scale: 6 }),
    /** Of it, what was promised to orders. */
    reserved: decimal({ scale: 6 }),
  },
});

export const movementKinds = ["receipt", "issue", "delivery", "return", "count", "transfer"] as const;

export const stockMovementObject = defineObject({
  name: "stock_movement",
  plural: "stock-movements",
  table: "stock_movements",
  module: "catalogue",
  title: "product",
  icon: "truck",
  owned: false,
  through: ["product"],
  closed: true,
  appendOnly: true,
  columns: ["created_at", "product", "warehouse", "kind", "quantity", "balance", "reference", "created_by"],
  sort: "-created_at",
  fields: {
    product: link("product", { required: true, back: "stock_movements" }),
    warehouse: link("warehouse", { required: true, back: "stock_movements" }),
    kind: choice({ options: movementKinds, required: true }),
    /** What came in; less than zero, what went out. */
    quantity: decimal({ required: true, scale: 6 }),
    /** What lies there after it. */
    balance: decimal({ scale: 6 }),
    reference: text({ max: 100 }),
    note: text({ max: 500 }),
  },
});

export const bookStock = defineAction({
  id: "stock.move",
  method: "POST",
  path: "/api/products/:id/stock-movements",
  summary: "Books what came into a warehouse, went out of it, was counted there or moved to another one",
  permission: "stock:move",
  params: idParams,
  body: z.strictObject({
    warehouse: z.uuid(),
    kind: z.enum(["receipt", "issue", "count", "transfer"]),
    /** Above zero; what was counted may be zero. */
    quantity: decimalText,
    /** Where a transfer goes to. */
    to: z.uuid().optional(),
    reference: z.string().trim().max(100).nullish(),
    note: z.string().trim().max(500).nullish(),
  }),
  output: z.strictObject({ movements: z.array(z.uuid()) }),
  status: 201,
});
