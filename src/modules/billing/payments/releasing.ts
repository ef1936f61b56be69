import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";
import { allocate } from "./allocating.ts";
import type { PaymentInHand } from "./payment-in-hand.ts";

/** Frees as much of a payment as is missing to `amount`: what it paid is open again, the last one first. */
export async function release(work: Work, payment: PaymentInHand, amount: string): Promise<void> {
  const free = new Big(payment.amount).minus(payment.allocated).minus(payment.refunded);
  let missing = new Big(amount).minus(free);
  if (missing.lte(0)) return;
  const { rows } = await sql<{ invoice: string; amount: string }>`
    select a.invoice_id as invoice, a.amount::text from payment_allocations a join invoices v on v.id = a.invoice_id
    where a.payment_id = ${payment.id} and a.archived_at is null
    order by a.created_at desc, v.due_on desc, v.number desc`.execute(work.db);
  const kept = rows.flatMap((share) => {
    const taken = missing.lt(share.amount) ? missing : new Big(share.amount);
    missing = missing.minus(taken);
    const rest = new Big(share.amount).minus(taken);
    return rest.gt(0) ? [{ invoice: share.invoice, amount: rest.toFixed() }] : [];
  });
  await allocate(work, { ...payment, field: "payment", usable: payment.amount }, kept);
}
