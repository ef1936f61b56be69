import { z } from "zod";
import { defineAction } from "#kernel/action";
import type { ErrorCode } from "#kernel/error";
import { currencyCode, decimalText } from "#kernel/money";
import { idParams } from "#records/contract";
import { mostShopLines, wantedLine } from "./products.ts";

const wantedCart = z.strictObject({
  /** Id of a party; may be said later. */
  buyer: z.uuid().nullish(),
  /** The organisation's own unless told. */
  currency: currencyCode.optional(),
  lines: z.array(wantedLine).max(mostShopLines),
});
export type WantedCart = z.infer<typeof wantedCart>;

/** Why a line cannot be ordered as it stands. */
const lineTrouble = z.strictObject({
  code: z.custom<ErrorCode>((code) => typeof code === "string").meta({ type: "string" }),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const cartLine = wantedLine.extend({
  name: z.string(),
  unit: z.string().nullable(),
  price: decimalText.nullable(),
  taxRate: decimalText.nullable(),
  net: decimalText.nullable(),
  tax: decimalText.nullable(),
  total: decimalText.nullable(),
  /** A line with a problem counts in no sum, and the cart cannot be ordered. */
  problem: lineTrouble.nullable(),
});
export type CartLine = z.infer<typeof cartLine>;

const shopCart = z.strictObject({
  id: z.uuid(),
  buyer: z.uuid().nullable(),
  currency: currencyCode,
  taxIncluded: z.boolean(),
  lines: z.array(cartLine),
  taxes: z.array(z.strictObject({ key: z.string(), rate: decimalText, net: decimalText, tax: decimalText })),
  net: decimalText,
  tax: decimalText,
  total: decimalText,
  /** The order that was placed with it. */
  order: z.uuid().nullable(),
  expiresAt: z.iso.datetime(),
});
export type ShopCart = z.infer<typeof shopCart>;

export const beginCart = defineAction({
  id: "shop.begin_cart",
  method: "POST",
  path: "/api/shop/carts",
  summary: "Begins a cart, which is kept for 14 days after its last change",
  permission: "shop:sell",
  body: wantedCart,
  output: shopCart,
  status: 201,
});

export const readCart = defineAction({
  id: "shop.read_cart",
  method: "GET",
  path: "/api/shop/carts/:id",
  summary: "A cart at the prices and taxes of now, with what is wrong with its lines",
  permission: "shop:sell",
  params: idParams,
  output: shopCart,
});

export const changeCart = defineAction({
  id: "shop.change_cart",
  method: "PUT",
  path: "/api/shop/carts/:id",
  summary: "Says all of a cart anew: buyer, currency and lines",
  permission: "shop:sell",
  params: idParams,
  body: wantedCart,
  output: shopCart,
});

export const dropCart = defineAction({
  id: "shop.drop_cart",
  method: "DELETE",
  path: "/api/shop/carts/:id",
  summary: "Throws a cart away; an order that was placed with it stays",
  permission: "shop:sell",
  params: idParams,
});
