import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import { address } from "./shapes.ts";
import { idParams, recordShape } from "#records/contract";
import { documentContent, lineWish, linesBody } from "./line-shapes.ts";

export const readOrderLines = defineAction({
  id: "orders.lines",
  method: "GET",
  path: "/api/orders/:id/lines",
  summary: "The lines of an order in their order, with its taxes",
  permission: "signed_in",
  params: idParams,
  output: documentContent,
});

export const changeOrderLines = defineAction({
  id: "orders.change_lines",
  method: "PUT",
  path: "/api/orders/:id/lines",
  summary: "Says all lines of an order that is not confirmed at once; prices, taxes and sums follow",
  permission: "signed_in",
  params: idParams,
  body: linesBody(lineWish),
  output: documentContent,
});

export const confirmOrder = defineAction({
  id: "orders.confirm",
  method: "POST",
  path: "/api/orders/:id/confirmation",
  summary: "Confirms an order: from now on it is settled, and can be delivered and invoiced",
  permission: "orders:confirm",
  params: idParams,
  output: recordShape,
});

export const cancelOrder = defineAction({
  id: "orders.cancel",
  method: "POST",
  path: "/api/orders/:id/cancellation",
  summary: "Cancels an order with the reason, or what is left of it where some was delivered",
  permission: "orders:cancel",
  params: idParams,
  body: z.strictObject({
    reason: z.string().min(1).max(60),
    comment: z.string().trim().max(1000).optional(),
  }),
  output: recordShape,
});

export const copyOrder = defineAction({
  id: "orders.copy",
  method: "POST",
  path: "/api/orders/:id/copies",
  summary: "Begins another order with the same lines",
  permission: "signed_in",
  params: idParams,
  output: recordShape,
  status: 201,
});

const handedOver = z.strictObject({
  order_line: z.uuid(),
  quantity: decimalText.refine((text) => Number(text) > 0 && Number(text) < 1e9),
});

const handing = z.strictObject({
  /** Today unless told; not in the future. */
  delivered_on: z.iso.date().optional(),
  /** Where goods come from or go to whose stock is kept; the main one unless told. */
  warehouse: z.uuid().optional(),
  comment: z.string().trim().max(1000).optional(),
});

export const deliverOrder = defineAction({
  id: "orders.deliver",
  method: "POST",
  path: "/api/orders/:id/deliveries",
  summary: "Takes down what of an order was handed over: all that is left, or some of it",
  permission: "orders:deliver",
  params: idParams,
  body: handing.extend({
    /** All that is left unless told. */
    lines: z.array(handedOver).min(1).max(500).optional(),
    /** The order's delivery address unless told. */
    address: address.optional(),
    tracking: z.string().trim().max(200).optional(),
  }),
  output: recordShape,
  status: 201,
});

export const returnDelivered = defineAction({
  id: "orders.return",
  method: "POST",
  path: "/api/orders/:id/returns",
  summary: "Takes down what came back of an order, and why",
  permission: "orders:deliver",
  params: idParams,
  body: handing.extend({
    lines: z.array(handedOver).min(1).max(500),
    reason: z.string().min(1).max(60),
    /** Whether goods whose stock is kept go back into it. */
    restock: z.boolean().default(true),
  }),
  output: recordShape,
  status: 201,
});
