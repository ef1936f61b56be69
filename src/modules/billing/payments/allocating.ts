import Big from "big.js";
import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { businessDay, archiveByRule, createMany, get, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { allocatePayment as allocatePaymentAction } from "../contract/payments.ts";
import { type InvoiceInHand, lockInvoices, takeInvoice } from "../invoices/document-in-hand.ts";
import { settleInvoices } from "../invoices/settlement.ts";
import { assertChangeable, takePayment } from "./payment-in-hand.ts";
import { assertWhole } from "./whole-amounts.ts";

export interface ShareWanted {
  readonly invoice: string;
  readonly amount: string;
}

/** What settles invoices: a payment, or a credit note. */
export interface Money {
  readonly field: "payment" | "credit_note";
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  /** As much of it as may settle invoices. */
  readonly usable: string;
}

type Wish = BodyOf<typeof allocatePaymentAction>;

/** Says which invoices a payment pays; those that are not named are open again. Throws `version_conflict`. */
export async function allocatePayment(
  work: Work,
  id: string,
  { invoices, version }: Wish,
): Promise<RecordData> {
  const payment = await takePayment(work, id, "payments:record");
  await assertSeen(work, ["payment", id], version);
  const usable = new Big(payment.amount).minus(payment.refunded).toFixed();
  await allocate(work, { ...payment, field: "payment", usable }, invoices);
  return get(work, "payment", id);
}

/** Says which invoices a credit note settles. Throws `version_conflict`. */
export async function allocateCredit(
  work: Work,
  id: string,
  { invoices, version }: Wish,
): Promise<RecordData> {
  const note = await takeInvoice(work, id, "payments:record");
  await assertChangeable(work, "invoice", id);
  await assertSeen(work, ["invoice", id], version);
  if (note.kind !== "credit_note" || note.state === "draft") throw new AppError("invoice_not_open");
  const { rows } = await sql<{
    usable: string;
  }>`select (total - paid)::text as usable from invoices where id = ${id}`.execute(work.db);
  await allocate(work, { ...note, field: "credit_note", usable: rows[0]?.usable ?? "0" }, invoices);
  return get(work, "invoice", id);
}

async function assertSeen(
  work: Work,
  [object, id]: readonly [string, string],
  version: number | undefined,
): Promise<void> {
  if (version === undefined) return;
  const current = await get(work, object, id);
  if (current.version !== version) throw new AppError("version_conflict", { extra: { current } });
}

/**
 * Brings the allocations of a payment or a credit note to what is wanted. The invoices are locked in the order of their
 * ids. Throws `invoice_not_open`, `exceeds_payment` and `exceeds_open`.
 */
export async function allocate(work: Work, money: Money, wanted: readonly ShareWanted[]): Promise<void> {
  const before = await allocationsOf(work, money);
  for (const { invoice } of wanted) await get(work, "invoice", invoice);
  const touched = [
    ...new Set([...wanted.map(({ invoice }) => invoice), ...before.map(({ invoice }) => invoice)]),
  ];
  const invoices = await lockInvoices(work, touched);
  assertWithin(money, wanted);
  for (const share of wanted)
    assertPayable(money, share, { before, invoice: invoices.find(({ id }) => id === share.invoice) });
  await write(work, money, { before, wanted });
  await countAllocated(work, money);
  await settleInvoices(work, [...touched, ...(money.field === "credit_note" ? [money.id] : [])].sort());
}

function assertWithin({ usable, currency }: Money, wanted: readonly ShareWanted[]): void {
  assertWhole(
    currency,
    wanted.map(({ amount }) => amount),
    "invoices",
  );
  const sum = wanted.reduce((total, { amount }) => total.plus(amount), new Big(0));
  if (sum.gt(usable))
    throw new AppError("exceeds_payment", { field: "invoices", params: { left: new Big(usable).toFixed() } });
  if (new Set(wanted.map(({ invoice }) => invoice)).size < wanted.length)
    throw new AppError("field_invalid", { field: "invoices" });
}

interface Standing {
  readonly before: readonly Allocation[];
  readonly invoice: InvoiceInHand | undefined;
}

function assertPayable(money: Money, share: ShareWanted, { before, invoice }: Standing): void {
  const own = before.find((one) => one.invoice === share.invoice)?.amount ?? "0";
  const isOpen = invoice && invoice.kind !== "credit_note" && invoice.state !== "draft";
  if (!isOpen || invoice.currency !== money.currency || invoice.customer !== money.customer)
    throw new AppError("invoice_not_open", { field: "invoices" });
  const left = new Big(invoice.open).plus(own);
  if (left.lt(share.amount))
    throw new AppError("exceeds_open", {
      field: "invoices",
      params: { number: invoice.number ?? "", left: left.toFixed() },
    });
}

interface Allocation {
  readonly id: string;
  readonly invoice: string;
  readonly amount: string;
}

async function allocationsOf(work: Work, { field, id }: Money): Promise<readonly Allocation[]> {
  const { rows } = await sql<Allocation>`
    select id, invoice_id as invoice, amount::text from payment_allocations
    where ${sql.ref(`${field}_id`)} = ${id} and archived_at is null`.execute(work.db);
  return rows;
}

async function write(
  work: Work,
  { field, id, currency }: Money,
  { before, wanted }: { readonly before: readonly Allocation[]; readonly wanted: readonly ShareWanted[] },
): Promise<void> {
  const money = (amount: string) => ({ amount, currency });
  const same = new Map(before.map((one) => [one.invoice, one]));
  const gone = before.filter(({ invoice }) => !wanted.some((one) => one.invoice === invoice));
  await archiveByRule(
    work,
    "payment_allocation",
    gone.map((one) => one.id),
  );
  const kept = wanted.flatMap((one) => {
    const known = same.get(one.invoice);
    return known ? [{ id: known.id, values: { amount: money(one.amount) } }] : [];
  });
  await updateMany(work, "payment_allocation", kept, { governed: true });
  const added = wanted.filter(({ invoice }) => !same.has(invoice));
  await createMany(
    work,
    "payment_allocation",
    added.map(({ invoice, amount }) => ({
      [field]: id,
      invoice,
      amount: money(amount),
      allocated_on: businessDay(work),
    })),
    { governed: true },
  );
}

async function countAllocated(work: Work, { field, id }: Money): Promise<void> {
  if (field !== "payment") return;
  await sql`
    update payments set version = version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid,
      allocated = coalesce((select sum(amount) from payment_allocations where payment_id = ${id} and archived_at is null), 0)
    where id = ${id}`.execute(work.db);
}
