import Big from "big.js";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import type { cancelOrder as cancelOrderAction } from "../contract/orders.ts";
import { assertState, takeInHand } from "../documents/document-in-hand.ts";
import { orderKind } from "../documents/kinds.ts";
import { assertNotEmpty } from "../documents/lines-there.ts";
import { tellTimeline } from "../documents/telling.ts";
import { count, type OrderLine, orderLines } from "./counting.ts";
import { promiseStock } from "./promising.ts";
import { settleOrders } from "./settling.ts";

/**
 * Cancels an order, or what is left of it where some was delivered. Throws `order_delivered` where nothing is left,
 * `order_invoiced` where what is left was invoiced.
 */
export async function cancelOrder(
  work: Work,
  id: string,
  { reason, comment }: BodyOf<typeof cancelOrderAction>,
): Promise<RecordData> {
  const order = await takeInHand(work, orderKind, id, "orders:cancel");
  if (order.state === "completed") throw new AppError("order_delivered");
  assertState(order, ["draft", "confirmed"], "cancelled");
  await assertNotEmpty(work, orderKind, id);
  const open = (await orderLines(work, id)).filter((line) => leftOf(line).gt(0));
  if (open.some((line) => Big(line.invoiced).gt(line.delivered))) throw new AppError("order_invoiced");
  await update(
    work,
    "order",
    id,
    { cancel_reason: reason, cancel_comment: comment || null, cancelled_at: work.now.toISOString() },
    { governed: true },
  );
  await count(
    work,
    "cancelled",
    open.map((line) => ({ orderLine: line.id, quantity: leftOf(line).toFixed() })),
  );
  if (order.state === "confirmed")
    await promiseStock(
      work,
      open.map((line) => ({ product: line.product, quantity: leftOf(line).toFixed() })),
      "released",
    );
  await settleOrders(work, [id]);
  await tellTimeline(work, order, { happening: "order_cancelled", direction: "out", body: comment });
  work.emit({ name: tradeEvents.orderCancelled, object: "order", records: [id], payload: { reason } });
  return get(work, "order", id);
}

/** What of a line is neither delivered nor given up. */
export function leftOf({ quantity, delivered, cancelled }: OrderLine): Big {
  return Big(quantity).minus(delivered).minus(cancelled);
}
