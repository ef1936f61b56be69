import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Money } from "#kernel/money";
import { get, list, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import {
  type listShopOrders,
  mostShopLines,
  type ShopOrder,
  type ShopOrderStatus,
} from "../contract/index.ts";

/** How far an order of the shop is. Orders that came another way are not there. */
export async function statusOf(work: Work, id: string): Promise<ShopOrderStatus> {
  const order = await get(work, "order", id);
  if (order["origin"] !== "shop") throw new AppError("not_found", { params: { object: "order" } });
  const of = { limit: mostShopLines, filter: { field: "order", op: "is", value: id } } as const;
  const lines = await list(work, "order_line", { ...of, sort: "position" });
  const deliveries = await list(work, "delivery", { ...of, sort: "delivered_on" });
  return {
    ...headOf(order),
    lines: lines.data.map((line) => ({
      product: linked(line, "product"),
      description: words(line, "description"),
      quantity: words(line, "quantity"),
      delivered: words(line, "delivered"),
      returned: words(line, "returned"),
      cancelled: words(line, "cancelled"),
      total: amount(line, "total"),
    })),
    deliveries: deliveries.data.map((delivery) => ({
      number: words(delivery, "number"),
      kind: words(delivery, "kind"),
      deliveredOn: words(delivery, "delivered_on"),
      tracking: words(delivery, "tracking"),
    })),
  };
}

/** A page of the orders of the shop that the caller sees, the newest first. */
export async function ordersOfShop(
  work: Work,
  { reference, cursor, limit }: QueryOf<typeof listShopOrders>,
): Promise<OutputOf<typeof listShopOrders>> {
  const fromShop = { field: "origin", op: "is", value: "shop" } as const;
  const called = reference ? [{ field: "reference", op: "is", value: reference } as const] : [];
  const page = await list(work, "order", {
    cursor,
    limit,
    sort: "-ordered_on",
    filter: { and: [fromShop, ...called] },
  });
  return { data: page.data.map(headOf), next: page.next };
}

function headOf(order: RecordData): ShopOrder {
  return {
    id: order.id,
    number: words(order, "number"),
    reference: words(order, "reference"),
    state: words(order, "state"),
    deliveryState: words(order, "delivery_state"),
    invoiceState: words(order, "invoice_state"),
    buyer: linked(order, "customer"),
    currency: words(order, "currency"),
    net: amount(order, "net"),
    tax: amount(order, "tax"),
    total: amount(order, "total"),
    orderedOn: words(order, "ordered_on"),
  };
}

// What a role hides is not in the record, and so nothing here.
const words = (record: RecordData, name: string) => (record[name] as string | null | undefined) ?? null;
const linked = (record: RecordData, name: string) =>
  (record[name] as LinkValue | null | undefined)?.id ?? null;
const amount = (record: RecordData, name: string) =>
  (record[name] as Money | null | undefined)?.amount ?? null;
