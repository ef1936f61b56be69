import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { businessDay, tellByRule, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { billingEvents } from "../contract/events.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { allocate } from "./allocating.ts";
import { takePayment } from "./payment-in-hand.ts";

/**
 * Takes a payment back that was none, as a direct debit that was returned: what it paid is open again, and a movement on
 * the account that was taken for it, too. Money that goes back to the customer is a refund. Throws `payment_refunded`.
 */
export async function reversePayment(work: Work, id: string, reason: string): Promise<RecordData> {
  const payment = await takePayment(work, id, "payments:reverse");
  if (Number(payment.refunded) > 0 || payment.origin === "provider")
    throw new AppError("payment_not_reversible");
  await allocate(work, { ...payment, field: "payment", usable: payment.amount }, []);
  await reopenTransaction(work, id);
  const reversed = await update(
    work,
    "payment",
    id,
    { state: "reversed", reversed_on: businessDay(work), reverse_reason: reason },
    { governed: true },
  );
  work.emit({ name: billingEvents.paymentReversed, object: "payment", records: [id], payload: { reason } });
  const { customer, number } = payment;
  const of = { payment: id };
  await tellTimeline(work, [{ what: "payment_reversed", of, customer, deal: null, number, why: reason }]);
  return reversed;
}

async function reopenTransaction(work: Work, payment: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update bank_transactions set state = 'open', payment_id = null, version = version + 1, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid
    where payment_id = ${payment} returning id`.execute(work.db);
  const changes = { state: { from: "settled", to: "open" }, payment: { from: payment, to: null } };
  await tellByRule(
    work,
    "bank_transaction",
    "changed",
    rows.map(({ id }) => ({ id, changes })),
  );
}
