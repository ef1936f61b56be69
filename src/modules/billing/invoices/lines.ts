import Big from "big.js";
import { AppError } from "#kernel/error";
import { archiveByRule, assertMayChange, createMany, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { InvoiceLineInput } from "../contract/invoices.ts";
import { fromCatalogue } from "../lines/from-catalogue.ts";
import { assertDraft, type InvoiceInHand, takeInvoice } from "./document-in-hand.ts";
import { lineOf } from "./from-order.ts";
import { leftOf, type OrderShare, orderShares } from "./order-shares.ts";
import { linesOf, type ReckonedLine, reckon, type StoredLine, writeSums } from "./reckoning.ts";

/** Says the lines of a draft anew. What came from an order keeps what was agreed there, but for the quantity. */
export async function setLines(
  work: Work,
  id: string,
  wanted: readonly InvoiceLineInput[],
): Promise<RecordData> {
  const invoice = await takeInvoice(work, id, null);
  await assertMayChange(work, "invoice", id);
  assertDraft(invoice);
  if (invoice.kind !== "invoice") throw new AppError("invoice_not_correctable");
  const stored = await linesOf(work, id);
  if (wanted.some((line) => line.id && !stored.some((one) => one.id === line.id)))
    throw new AppError("link_not_found", { field: "lines" });
  const named = wanted.flatMap((line) => line.id ?? []);
  if (new Set(named).size !== named.length) throw new AppError("field_invalid", { field: "lines" });
  const priced = await fromCatalogue(work, invoice, wanted);
  const { rows, whole } = await reckon(work, invoice, await linesWanted(work, invoice, stored, priced));
  const [kept, added] = [true, false].map((isKept) =>
    rows.filter((_, index) => Boolean(wanted[index]?.id) === isKept),
  );
  await archiveByRule(
    work,
    "invoice_line",
    stored.filter((one) => !wanted.some((line) => line.id === one.id)).map((one) => one.id),
  );
  await updateMany(
    work,
    "invoice_line",
    (kept ?? []).map((values, index) => ({ id: named[index] as string, values })),
    { governed: true },
  );
  await createMany(work, "invoice_line", added ?? [], { governed: true });
  return writeSums(work, invoice, whole);
}

async function linesWanted(
  work: Work,
  invoice: InvoiceInHand,
  stored: readonly StoredLine[],
  wanted: readonly (InvoiceLineInput & { readonly price: string })[],
): Promise<ReckonedLine[]> {
  const shares = invoice.order ? await orderShares(work, invoice.order, invoice.id) : [];
  const taken = new Set(
    stored.filter(({ id }) => wanted.some((line) => line.id === id)).map(({ orderLine }) => orderLine),
  );
  return wanted.map((line) => {
    const before = stored.find(({ id }) => id === line.id);
    const share = before
      ? shares.find(({ id }) => id === before.orderLine)
      : shareMeant(line, { shares, taken });
    if (share) return lineOf(share, line.quantity, invoice);
    if (before?.deposit) return { ...before, settled: before };
    return {
      product: line.product ?? null,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit ?? null,
      price: line.price,
      discount: line.discount ?? "0",
      taxClass: line.tax_class ?? null,
    };
  });
}

/** The line of the order that a line said anew repeats: it is invoiced by that, so that it is not invoiced once more. */
function shareMeant(
  line: InvoiceLineInput & { readonly price: string },
  { shares, taken }: { readonly shares: readonly OrderShare[]; readonly taken: Set<string | null> },
): OrderShare | undefined {
  const meant = shares.find(
    (share) =>
      !taken.has(share.id) &&
      share.product === (line.product ?? null) &&
      (share.product !== null || share.description === line.description) &&
      new Big(share.price).eq(line.price) &&
      leftOf(share, "ordered").gte(line.quantity),
  );
  if (meant) taken.add(meant.id);
  return meant;
}

/** Reckons the lines of drafts again, whose customer, discount or currency changed. */
export async function reckonAgain(work: Work, id: string): Promise<void> {
  const invoice = await takeInvoice(work, id, null);
  const stored = await linesOf(work, id);
  if (stored.length === 0) return;
  const lines = stored.map(
    (line): ReckonedLine => (isSettled(invoice, line) ? { ...line, settled: line } : line),
  );
  const { rows, whole } = await reckon(work, invoice, lines);
  const changes = rows.map(({ net, tax, total, price, tax_rate, tax_treatment }, index) => ({
    id: stored[index]?.id as string,
    values: { net, tax, total, price, tax_rate, tax_treatment },
  }));
  await updateMany(work, "invoice_line", changes, { governed: true });
  await writeSums(work, invoice, whole);
}

// Deposit invoices and credit notes are parts of something in whole, also where their lines name none.
const isSettled = ({ kind }: InvoiceInHand, { orderLine, deposit, corrects }: StoredLine): boolean =>
  kind !== "invoice" || Boolean(orderLine ?? deposit ?? corrects);
