import Big from "big.js";
import { sql } from "kysely";
import { assertWithinLimit, markInvoiced, nextNumber } from "#trade";
import { AppError } from "#kernel/error";
import { businessDay, create, get, update, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { billingEvents } from "../contract/events.ts";
import { billingSettings } from "../settings/billing-settings.ts";
import { assertCreditLeft } from "./crediting.ts";
import { assertDraft, type InvoiceInHand, lockInvoices, takeInvoice } from "./document-in-hand.ts";
import { lineOf } from "./from-order.ts";
import { issuedValues } from "./issued-values.ts";
import { lockOrder } from "./order-in-hand.ts";
import { orderShares } from "./order-shares.ts";
import { missingOf } from "./missing-details.ts";
import { keepHeads } from "./printed-head.ts";
import { linesOf, reckon, type StoredLine, writeSums } from "./reckoning.ts";
import { settleInvoices } from "./settlement.ts";
import { assertDepositsLeft } from "./settling-deposits.ts";
import { tellTimeline } from "./timeline.ts";

/**
 * Issues a draft: what it takes of its order is counted there, it gets its number and is locked. A credit note settles
 * what is open of the invoice that it corrects. Throws `invoice_issued`, `document_empty`, `quantity_above_left`,
 * `discount_above_limit`, `invoice_incomplete` and others.
 */
export async function issueInvoice(work: Work, id: string): Promise<RecordData> {
  const order = await orderOf(work, id);
  if (order) await lockOrder(work, order);
  const corrects = await correctedBy(work, id);
  if (corrects) await lockInvoices(work, [corrects, id]);
  const invoice = await takeInvoice(work, id, "invoices:issue");
  assertDraft(invoice);
  if (corrects) await assertCorrects(work, invoice, corrects);
  const lines = await linesOf(work, id);
  if (lines.length === 0) throw new AppError("document_empty");
  await assertComplete(work, invoice);
  await assertOwnWithinLimit(work, invoice, lines);
  await settleSources(work, invoice, lines);
  const issued = await bearNumber(work, invoice, lines);
  if (invoice.kind === "credit_note") await settleCorrected(work, invoice);
  await tell(work, invoice, issued);
  return get(work, "invoice", id);
}

/** A bar where the organisation wants one. Credit notes give back what was asked for, and are never held up. */
async function assertComplete(work: Work, { id, kind }: InvoiceInHand): Promise<void> {
  if (kind === "credit_note" || !(await billingSettings(work)).completeInvoices) return;
  if ((await missingOf(work, [id])).size > 0) throw new AppError("invoice_incomplete");
}

/** What came from elsewhere was agreed on there; what somebody wrote here is bound by how much discount they may give. */
async function assertOwnWithinLimit(
  work: Work,
  invoice: InvoiceInHand,
  lines: readonly StoredLine[],
): Promise<void> {
  if (invoice.kind !== "invoice") return;
  const own = lines
    .filter(({ orderLine, deposit, subscriptionLine }) => !(orderLine ?? deposit ?? subscriptionLine))
    .map((line) => ({ ...line, tax_rate: line.rate, list_price: null }));
  await assertWithinLimit(work, { head: { ...invoice, channel: null }, lines: own });
}

/** Throws `invoice_not_correctable` where a credit note is for another customer, or in another currency. */
async function assertCorrects(work: Work, note: InvoiceInHand, corrects: string): Promise<void> {
  const [invoice] = await lockInvoices(work, [corrects]);
  if (invoice?.customer !== note.customer || invoice.currency !== note.currency)
    throw new AppError("invoice_not_correctable");
}

async function settleSources(
  work: Work,
  invoice: InvoiceInHand,
  lines: readonly StoredLine[],
): Promise<void> {
  const deposits = [...new Set(lines.flatMap(({ deposit }) => deposit ?? []))].sort();
  if (invoice.kind === "invoice" && deposits.length > 0) await assertDepositsLeft(work, invoice.id, deposits);
  if (invoice.kind === "credit_note") await assertCreditLeft(work, invoice, lines);
  if (!invoice.order || invoice.kind === "deposit") return;
  const ofOrder = lines.filter(({ orderLine }) => orderLine);
  if (invoice.kind === "invoice") await shareAgain(work, invoice, lines);
  const sign = invoice.kind === "credit_note" ? "-" : "";
  await markInvoiced(
    work,
    ofOrder.map(({ orderLine, quantity }) => ({
      orderLine: orderLine as string,
      quantity: `${sign}${quantity}`,
    })),
  );
}

/** Since the draft was made others may have been issued: what its lines come to is reckoned from what is left now. */
async function shareAgain(work: Work, invoice: InvoiceInHand, lines: readonly StoredLine[]): Promise<void> {
  const shares = await orderShares(work, invoice.order as string, invoice.id);
  const again = lines.map((line) => {
    const share = shares.find(({ id }) => id === line.orderLine);
    return share ? lineOf(share, line.quantity, invoice) : { ...line, settled: line };
  });
  const { rows, whole } = await reckon(work, invoice, again);
  const sums = rows.map(({ net, tax, total }, index) => ({
    id: lines[index]?.id as string,
    values: { net, tax, total },
  }));
  await updateMany(work, "invoice_line", sums, { governed: true });
  await writeSums(work, invoice, whole);
}

async function bearNumber(
  work: Work,
  invoice: InvoiceInHand,
  lines: readonly StoredLine[],
): Promise<RecordData> {
  const now = await get(work, "invoice", invoice.id);
  const total = (now["total"] as { amount: string }).amount;
  if (Number(total) < 0) throw new AppError("invoice_below_zero");
  const number = await nextNumber(work, { series: invoice.kind, table: "invoices" });
  const values = issuedValues(work, number, { ...invoice, total, lines });
  await keepHeads(work, [invoice.id]);
  return update(work, "invoice", invoice.id, values, { governed: true });
}

async function settleCorrected(work: Work, note: InvoiceInHand): Promise<void> {
  const [invoice] = await lockInvoices(work, [note.corrects as string]);
  const [now] = await lockInvoices(work, [note.id]);
  if (!invoice || !now) return;
  const amount = new Big(invoice.open).lt(now.open) ? invoice.open : now.open;
  if (new Big(amount).lte(0)) return;
  await create(
    work,
    "payment_allocation",
    {
      credit_note: note.id,
      invoice: invoice.id,
      amount: { amount, currency: invoice.currency },
      allocated_on: businessDay(work),
    },
    { governed: true },
  );
  await settleInvoices(work, [invoice.id, note.id]);
}

async function tell(work: Work, invoice: InvoiceInHand, { number, total }: RecordData): Promise<void> {
  const payload = { kind: invoice.kind, number };
  work.emit({ name: billingEvents.invoiceIssued, object: "invoice", records: [invoice.id], payload });
  const amount = total as { amount: string; currency: string };
  const { customer, deal, kind } = invoice;
  const of = { invoice: invoice.id };
  await tellTimeline(work, [{ what: `${kind}_issued`, of, customer, deal, number: String(number), amount }]);
}

async function orderOf(work: Work, id: string): Promise<string | null> {
  return ((await get(work, "invoice", id))["order"] as { id: string } | null)?.id ?? null;
}

async function correctedBy(work: Work, id: string): Promise<string | null> {
  const { rows } = await sql<{
    corrects: string | null;
  }>`select corrects_id as corrects from invoices where id = ${id}`.execute(work.db);
  return rows[0]?.corrects ?? null;
}
