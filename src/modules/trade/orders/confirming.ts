import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import { assertState, type DocumentInHand, takeInHand } from "../documents/document-in-hand.ts";
import { orderKind } from "../documents/kinds.ts";
import { assertNotEmpty } from "../documents/lines-there.ts";
import { linesOf } from "../documents/stored-lines.ts";
import { tellTimeline } from "../documents/telling.ts";
import { assertWithinLimit } from "../documents/within-limit.ts";
import { orderLines } from "./counting.ts";
import { promiseStock } from "./promising.ts";

/**
 * Confirms an order: from now on it is settled, and can be delivered and invoiced. Throws `document_empty`, and
 * `discount_above_limit` where it gives more discount than who confirms it may.
 */
export async function confirmOrder(work: Work, id: string): Promise<RecordData> {
  const order = await takeInHand(work, orderKind, id, "orders:confirm");
  assertState(order, ["draft"], "confirmed");
  await assertNotEmpty(work, orderKind, id);
  await assertWithinLimit(work, { head: order, lines: await linesOf(work, orderKind, id) });
  return confirm(work, order);
}

/** Confirms an order in hand, of which is known that it may be. */
export async function confirm(work: Work, order: DocumentInHand): Promise<RecordData> {
  const confirmed = await update(
    work,
    "order",
    order.id,
    { state: "confirmed", confirmed_at: work.now.toISOString() },
    { governed: true },
  );
  await promiseStock(work, await orderLines(work, order.id), "promised");
  await tellTimeline(work, order, { happening: "order_confirmed", direction: "out" });
  work.emit({ name: tradeEvents.orderConfirmed, object: "order", records: [order.id] });
  return confirmed;
}
