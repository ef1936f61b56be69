import { z } from "zod";
import { defineAction } from "#kernel/action";
import { currencyCode, decimalText } from "#kernel/money";
import { idParams } from "#records/contract";

const part = z.string().trim().max(200).nullish();
const deliveryAddress = z.strictObject({
  street: part,
  city: part,
  region: part,
  postal_code: part,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish(),
});

/** Who buys: a party that is known, or somebody by their address of mail, who is made where nobody has it. */
const shopBuyer = z.union([
  z.strictObject({ party: z.uuid() }),
  z.strictObject({
    email: z.email().max(320),
    kind: z.enum(["person", "company"]).default("person"),
    name: z.string().trim().min(1).max(300),
    phone: z.string().trim().min(1).max(60).optional(),
  }),
]);
export type ShopBuyer = z.infer<typeof shopBuyer>;

const placing = z.strictObject({
  /** The buyer of the cart unless told. */
  buyer: shopBuyer.optional(),
  /** The buyer's own unless told. */
  deliveryAddress: deliveryAddress.optional(),
  /** What the shop calls the order. */
  reference: z.string().trim().min(1).max(100).optional(),
  /** The total that the buyer saw, tax included: the order is refused when it would be another. */
  expectedTotal: decimalText.optional(),
  comment: z.string().trim().min(1).max(2000).optional(),
});
export type Placing = z.infer<typeof placing>;

const shopOrder = z.strictObject({
  id: z.uuid(),
  number: z.string().nullable(),
  reference: z.string().nullable(),
  state: z.string().nullable(),
  deliveryState: z.string().nullable(),
  invoiceState: z.string().nullable(),
  buyer: z.uuid().nullable(),
  currency: currencyCode.nullable(),
  net: decimalText.nullable(),
  tax: decimalText.nullable(),
  total: decimalText.nullable(),
  orderedOn: z.iso.date().nullable(),
});
export type ShopOrder = z.infer<typeof shopOrder>;

const shopOrderStatus = shopOrder.extend({
  lines: z.array(
    z.strictObject({
      product: z.uuid().nullable(),
      description: z.string().nullable(),
      quantity: decimalText.nullable(),
      delivered: decimalText.nullable(),
      returned: decimalText.nullable(),
      cancelled: decimalText.nullable(),
      total: decimalText.nullable(),
    }),
  ),
  deliveries: z.array(
    z.strictObject({
      number: z.string().nullable(),
      kind: z.string().nullable(),
      deliveredOn: z.iso.date().nullable(),
      tracking: z.string().nullable(),
    }),
  ),
});
export type ShopOrderStatus = z.infer<typeof shopOrderStatus>;

export const placeCartOrder = defineAction({
  id: "shop.order",
  method: "POST",
  path: "/api/shop/carts/:id/order",
  summary: "Places the order of a cart, once: asked again, it answers the same order",
  permission: "shop:sell",
  params: idParams,
  body: placing,
  output: shopOrderStatus,
  status: 201,
});

export const readShopOrder = defineAction({
  id: "shop.read_order",
  method: "GET",
  path: "/api/shop/orders/:id",
  summary: "How far an order of the shop is: its state, what was delivered, where the parcels are",
  permission: "shop:sell",
  params: idParams,
  output: shopOrderStatus,
});

export const listShopOrders = defineAction({
  id: "shop.orders",
  method: "GET",
  path: "/api/shop/orders",
  summary: "Orders of the shop, the newest first; by its own reference where one is told",
  permission: "shop:sell",
  query: z.strictObject({
    reference: z.string().trim().min(1).max(100).optional(),
    cursor: z.string().max(2000).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ data: z.array(shopOrder), next: z.string().nullable() }),
});
