import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { create, createMany, get, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import type { invoiceOrder as invoiceOrderAction } from "../contract/invoices.ts";
import { lockOrder, type OrderInHand } from "./order-in-hand.ts";
import { leftOf, type OrderShare, orderShares, sumsOfShare } from "./order-shares.ts";
import { type ReckonedLine, reckon, togetherOff, writeSums } from "./reckoning.ts";
import { depositLines } from "./settling-deposits.ts";

type Wish = BodyOf<typeof invoiceOrderAction>;

/**
 * Makes a draft of an invoice of what is left of an order, and takes off the deposits paid for it. Throws
 * `nothing_left` and `quantity_above_left`.
 */
export async function invoiceOrder(work: Work, id: string, wish: Wish): Promise<RecordData> {
  const order = await lockOrder(work, id);
  const shares = await orderShares(work, id);
  const parts = partsOf(shares, wish);
  if (parts.length === 0) throw new AppError("nothing_left");
  const rest = shares.every((share) => {
    const part = parts.find((one) => one.share.id === share.id)?.quantity ?? "0";
    return leftOf(share, "ordered").lte(part);
  });
  const lines = [
    ...parts.map(({ share, quantity }) => lineOf(share, quantity, order)),
    ...((wish.settle_deposits ?? rest) ? await depositLines(work, order) : []),
  ];
  return draftOf(work, order, { kind: "invoice" }, lines);
}

/** Makes a draft that belongs to an order, with these lines. */
export async function draftOf(
  work: Work,
  order: OrderInHand,
  values: Readonly<Record<string, unknown>>,
  lines: readonly ReckonedLine[],
): Promise<RecordData> {
  const record = await get(work, "order", order.id);
  const idOf = (field: string) => (record[field] as LinkValue | null)?.id ?? null;
  const draft = await create(
    work,
    "invoice",
    {
      customer: idOf("customer"),
      contact: idOf("contact"),
      deal: idOf("deal"),
      owner: idOf("owner") ?? work.actor.userId,
      order: order.id,
      reference: record["reference"] ?? null,
      subject: record["subject"] ?? null,
      currency: order.currency,
      language: order.language,
      tax_included: order.taxIncluded,
      rounding: order.rounding,
      ...values,
    },
    { governed: true, carried: carriedLinks },
  );
  const document = { ...order, id: draft.id, discount: "0" };
  const { rows, whole } = await reckon(work, document, lines);
  await createMany(work, "invoice_line", rows, { governed: true, carried: carriedLinks });
  return writeSums(work, document, whole);
}

/** What a document takes over from the one before it, wherever that lies by now. */
export const carriedLinks = ["customer", "contact", "deal", "owner", "order", "product"] as const;

function partsOf(shares: readonly OrderShare[], { by, lines }: Wish) {
  if (!lines)
    return shares
      .map((share) => ({ share, quantity: leftOf(share, by).toFixed() }))
      .filter(({ quantity }) => quantity !== "0");
  return lines.map(({ line, quantity }, at) => {
    const share = shares.find(({ id }) => id === line);
    if (!share) throw new AppError("link_not_found", { field: "lines" });
    if (lines.findIndex((one) => one.line === line) !== at)
      throw new AppError("field_invalid", { field: "lines" });
    const left = leftOf(share, by);
    if (left.lt(quantity))
      throw new AppError("quantity_above_left", {
        field: "lines",
        params: { line: share.description, left: left.toFixed() },
      });
    return { share, quantity };
  });
}

/** A part of an order's line as a line of an invoice, with the discount that it had there in all. */
export function lineOf(
  share: OrderShare,
  quantity: string,
  { currency, discount }: Pick<OrderInHand, "currency" | "discount">,
): ReckonedLine {
  return {
    product: share.product,
    description: share.description,
    quantity,
    unit: share.unit,
    price: share.price,
    discount: togetherOff(share.discount, discount),
    taxClass: share.taxClass,
    settled: { ...sumsOfShare(share, quantity, currency), rate: share.rate, treatment: share.treatment },
    from: { order_line: share.id },
  };
}
