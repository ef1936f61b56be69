import { z } from "zod";
import { defineAction } from "#kernel/action";
import { currencyCode, decimalText } from "#kernel/money";

/** The channel whose price lists hold in a shop. */
export const shopChannel = "shop";

/** Lines of a cart, and products asked for at once. */
export const mostShopLines = 200;

export const wantedLine = z.strictObject({ product: z.uuid(), quantity: decimalText });
export type WantedLine = z.infer<typeof wantedLine>;

const price = {
  /** For one, in the currency asked for; null for what has no price and so cannot be ordered. */
  price: decimalText.nullable(),
  taxIncluded: z.boolean(),
  /** The usual price, to strike through beside a lower one. */
  listPrice: decimalText.nullable(),
  /** From which quantity on the price holds; null where it always does. */
  fromQuantity: decimalText.nullable(),
};

const shopProduct = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  code: z.string().nullable(),
  description: z.string().nullable(),
  kind: z.string().nullable(),
  category: z.strictObject({ id: z.uuid(), title: z.string() }).nullable(),
  /** The product it is a variant of. */
  variantOf: z.uuid().nullable(),
  unit: z.string().nullable(),
  /** Id of a file, read at `/api/files/:id`. */
  picture: z.uuid().nullable(),
  currency: currencyCode,
  ...price,
  /** What is there and not promised; null where no stock is kept. */
  available: decimalText.nullable(),
});

export const readShopProducts = defineAction({
  id: "shop.products",
  method: "GET",
  path: "/api/shop/products",
  summary: "What a shop offers: products on sale with the price of one for this buyer",
  permission: "shop:sell",
  query: z.strictObject({
    search: z.string().trim().max(200).optional(),
    /** What stands in it or in one below it. */
    category: z.uuid().optional(),
    /** Id of a party; the prices for everybody unless told. */
    buyer: z.uuid().optional(),
    /** The organisation's own unless told. */
    currency: currencyCode.optional(),
    cursor: z.string().max(2000).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ data: z.array(shopProduct), next: z.string().nullable() }),
});

export const readShopPrices = defineAction({
  id: "shop.prices",
  method: "POST",
  path: "/api/shop/prices",
  summary: "What quantities of products cost this buyer today",
  permission: "shop:sell",
  body: z.strictObject({
    buyer: z.uuid().nullish(),
    currency: currencyCode.optional(),
    lines: z.array(wantedLine).min(1).max(mostShopLines),
  }),
  output: z.strictObject({
    currency: currencyCode,
    data: z.array(wantedLine.extend(price)),
  }),
});
