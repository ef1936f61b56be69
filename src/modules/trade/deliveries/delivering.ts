import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import type { deliverOrder as deliverOrderAction } from "../contract/orders.ts";
import { assertState, takeToChange } from "../documents/document-in-hand.ts";
import { orderKind } from "../documents/kinds.ts";
import { tellTimeline } from "../documents/telling.ts";
import { leftOf } from "../orders/cancelling.ts";
import { count, orderLines } from "../orders/counting.ts";
import { promiseStock } from "../orders/promising.ts";
import { settleOrders } from "../orders/settling.ts";
import { handOver, namedLines } from "./handing-over.ts";

/**
 * Takes down what of a confirmed order was handed over: all that is left, or some of it. Throws `document_state_wrong`,
 * `quantity_above_left` beyond what is left, and the errors of `moveStock`.
 */
export async function deliverOrder(
  work: Work,
  id: string,
  { lines: named, delivered_on, warehouse, ...said }: BodyOf<typeof deliverOrderAction>,
): Promise<RecordData> {
  const order = await takeToChange(work, orderKind, id, "orders:deliver");
  assertState(order, ["confirmed"]);
  const all = await orderLines(work, id);
  const lines = named
    ? namedLines(all, named)
    : all.filter((line) => leftOf(line).gt(0)).map((line) => ({ line, quantity: leftOf(line).toFixed() }));
  if (lines.length === 0) throw new AppError("document_empty");
  await count(work, "delivered", asCounted(lines));
  await promiseStock(
    work,
    lines.map(({ line, quantity }) => ({ product: line.product, quantity })),
    "released",
  );
  const { delivery_address: address } = await get(work, "order", id, { fields: "delivery_address" });
  const delivery = await handOver(work, order, {
    kind: "delivery",
    lines,
    delivered_on,
    warehouse,
    books: true,
    said: { ...said, address: said.address ?? address },
  });
  await settleOrders(work, [id]);
  const number = String(delivery["number"]);
  await tellTimeline(work, order, { happening: "delivered", direction: "out", number, body: said.comment });
  work.emit({
    name: tradeEvents.delivered,
    object: "delivery",
    records: [delivery.id],
    payload: { order: id },
  });
  return delivery;
}

const asCounted = (lines: ReturnType<typeof namedLines>) =>
  lines.map(({ line, quantity }) => ({ orderLine: line.id, quantity }));
