import Big from "big.js";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { businessDay, create, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { billingEvents } from "../contract/events.ts";
import { takeInvoice } from "../invoices/document-in-hand.ts";
import { settleInvoices } from "../invoices/settlement.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { assertChangeable, takePayment } from "./payment-in-hand.ts";
import { release } from "./releasing.ts";
import { assertWhole } from "./whole-amounts.ts";

export interface RefundWanted {
  readonly amount: string;
  readonly reason: string;
  /** That invoices which it paid may be open again. */
  readonly reopen?: boolean;
  /** How a provider calls it, where the provider told of it. */
  readonly providerReference?: string;
  /** How it stands on the timeline. */
  readonly told?: "payment_refunded" | "payment_dispute_lost";
}

/**
 * Gives back of a payment what pays no invoice. That of a provider is given back by the provider, once this is committed.
 * Throws `exceeds_payment`.
 */
export async function refundPayment(work: Work, id: string, wanted: RefundWanted): Promise<RecordData> {
  const payment = await takePayment(work, id, "payments:reverse");
  assertWhole(payment.currency, [wanted.amount], "amount");
  const whole = new Big(payment.amount).minus(payment.refunded);
  const left = wanted.reopen ? whole : whole.minus(payment.allocated);
  if (left.lt(wanted.amount))
    throw new AppError("exceeds_payment", { field: "amount", params: { left: left.toFixed() } });
  await release(work, payment, wanted.amount);
  const refund = await writeRefund(work, { payment: id }, wanted, payment.currency);
  await sql`update payments set refunded = refunded + ${wanted.amount}::numeric, version = version + 1,
    updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid where id = ${id}`.execute(work.db);
  work.emit({
    name: billingEvents.refunded,
    object: "payment",
    records: [id],
    payload: { reason: wanted.reason, refund: refund.id },
  });
  await tell(work, { ...payment, of: { payment: id } }, wanted);
  return refund;
}

/** Writes down that a credit note was paid out. Throws `exceeds_open`. */
export async function refundCredit(work: Work, id: string, wanted: RefundWanted): Promise<RecordData> {
  const note = await takeInvoice(work, id, "payments:reverse");
  await assertChangeable(work, "invoice", id);
  assertWhole(note.currency, [wanted.amount], "amount");
  if (note.kind !== "credit_note" || note.state === "draft") throw new AppError("invoice_not_open");
  if (new Big(note.open).lt(wanted.amount))
    throw new AppError("exceeds_open", {
      field: "amount",
      params: { number: note.number ?? "", left: note.open },
    });
  const refund = await writeRefund(work, { credit_note: id }, wanted, note.currency);
  await settleInvoices(work, [id]);
  await tell(work, { ...note, of: { invoice: id } }, wanted);
  return refund;
}

function writeRefund(
  work: Work,
  of: Readonly<Record<string, string>>,
  { amount, reason, providerReference }: RefundWanted,
  currency: string,
): Promise<RecordData> {
  const values = {
    ...of,
    amount: { amount, currency },
    refunded_on: businessDay(work),
    reason,
    provider_reference: providerReference ?? null,
  };
  return create(work, "refund", values, { governed: true });
}

interface GivenBack {
  readonly of: { readonly payment: string } | { readonly invoice: string };
  readonly customer: string;
  readonly number: string | null;
  readonly currency: string;
}

async function tell(
  work: Work,
  { of, customer, number, currency }: GivenBack,
  { amount, reason, told = "payment_refunded" }: RefundWanted,
): Promise<void> {
  const given = {
    what: told,
    of,
    customer,
    deal: null,
    number: number ?? "",
    why: reason,
  } as const;
  await tellTimeline(work, [{ ...given, amount: { amount, currency } }]);
}
