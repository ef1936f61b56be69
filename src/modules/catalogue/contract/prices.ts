import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import {
  boolean,
  choice,
  date,
  decimal,
  defineObject,
  link,
  longText,
  money,
  number,
  text,
} from "#records/contract";
import { taxInPrices } from "./seller.ts";

export const channels = ["shop", "partner", "phone", "field"] as const;

/** Prices for some buyers, of a currency, a channel and a time; the first by priority that has a price for a product gives it. */
export const priceListObject = defineObject({
  name: "price_list",
  plural: "price-lists",
  table: "price_lists",
  module: "catalogue",
  title: "name",
  icon: "receipt",
  owned: false,
  columns: [
    "name",
    "currency",
    "channel",
    "buyers",
    "customer",
    "valid_from",
    "valid_until",
    "priority",
    "active",
  ],
  sort: "-priority",
  views: [{ key: "active", filter: { field: "active", op: "is", value: true } }],
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true, group: "who" }),
    active: boolean({ default: true, group: "who" }),
    currency: text({ required: true, max: 3, code: "currency", codesFirst: "currency_rate", group: "money" }),
    tax_in_prices: choice({ options: taxInPrices, default: "by_country", required: true, group: "money" }),
    priority: number({ default: 0, min: 0, max: 1000, group: "money" }),
    channel: choice({ options: channels, open: true, group: "who" }),
    customer: link("party", { back: "price_lists", group: "who" }),
    buyers: longText({ max: 5000, filterOf: "party", group: "who" }),
    valid_from: date({ group: "dates" }),
    valid_until: date({ group: "dates" }),
  },
});

/** A price, or a percentage off the usual price, from a quantity on. */
export const priceItemObject = defineObject({
  name: "price_item",
  plural: "price-items",
  table: "price_items",
  module: "catalogue",
  title: "product",
  icon: "coin",
  owned: false,
  through: ["price_list"],
  part: true,
  columns: ["price_list", "product", "category", "from_quantity", "price", "percent"],
  sort: "created_at",
  fields: {
    price_list: link("price_list", { required: true, back: "price_items", along: "always" }),
    product: link("product", { back: "price_items", along: "always" }),
    category: link("product_category", { back: "price_items" }),
    from_quantity: decimal({ default: "0", scale: 6, min: 0 }),
    price: money({ ofOne: true }),
    percent: decimal({ scale: 4 }),
  },
});

/** Why a price is what it is. */
export const priceReason = z.enum(["list", "list_percent", "usual", "usual_converted", "none"]);

export const productPrice = z.strictObject({
  product: z.uuid(),
  quantity: decimalText,
  /** For one, in the currency asked for; null where the product has no price. */
  price: decimalText.nullable(),
  taxIncluded: z.boolean(),
  /** The usual price of the product in the currency asked for. */
  listPrice: decimalText.nullable(),
  priceList: z.strictObject({ id: z.uuid(), title: z.string() }).nullable(),
  reason: priceReason,
  /** From which quantity on the price holds; null where it always does. */
  fromQuantity: decimalText.nullable(),
});
export type ProductPrice = z.infer<typeof productPrice>;

export const readPrices = defineAction({
  id: "prices.read",
  method: "POST",
  path: "/api/product-prices",
  summary: "What products cost a buyer on a day, and why: price list, quantity, usual price",
  permission: "signed_in",
  body: z.strictObject({
    buyer: z.uuid().nullish(),
    /** The organisation's own unless told. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    channel: z.string().max(60).nullish(),
    /** Today unless told. */
    on: z.iso.date().optional(),
    lines: z
      .array(z.strictObject({ product: z.uuid(), quantity: decimalText }))
      .min(1)
      .max(500),
  }),
  output: z.strictObject({ data: z.array(productPrice) }),
});
