import type { BodyOf } from "#kernel/action";
import type { Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import type { returnDelivered as returnDeliveredAction } from "../contract/orders.ts";
import { assertState, takeToChange } from "../documents/document-in-hand.ts";
import { orderKind } from "../documents/kinds.ts";
import { tellTimeline } from "../documents/telling.ts";
import { count, orderLines } from "../orders/counting.ts";
import { handOver, namedLines } from "./handing-over.ts";

/** Takes down what came back of an order, and why: what was delivered, at most (`quantity_above_left`). */
export async function returnDelivered(
  work: Work,
  id: string,
  { lines: named, delivered_on, warehouse, restock, ...said }: BodyOf<typeof returnDeliveredAction>,
): Promise<RecordData> {
  const order = await takeToChange(work, orderKind, id, "orders:deliver");
  assertState(order, ["confirmed", "completed"]);
  const lines = namedLines(await orderLines(work, id), named);
  await count(
    work,
    "returned",
    lines.map(({ line, quantity }) => ({ orderLine: line.id, quantity })),
  );
  const back = await handOver(work, order, {
    kind: "return",
    lines,
    delivered_on,
    warehouse,
    books: restock,
    said,
  });
  const number = String(back["number"]);
  await tellTimeline(work, order, { happening: "returned", direction: "in", number, body: said.comment });
  work.emit({ name: tradeEvents.returned, object: "delivery", records: [back.id], payload: { order: id } });
  return back;
}
