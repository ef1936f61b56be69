import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";
import { allocate } from "../payments/allocating.ts";
import { takePayment } from "../payments/payment-in-hand.ts";
import { refundPayment } from "../payments/refunding.ts";
import type { Notice } from "./provider.ts";

/**
 * Books what the provider gave back altogether, as far as we did not know. What paid invoices and is gone leaves these
 * open again, the last one first. One told before its payment waits for it.
 */
export async function refundAsTold(
  work: Work,
  notice: Notice,
): Promise<"booked" | "noted" | "waiting" | "unknown"> {
  if (!notice.payment || !notice.amount) return "unknown";
  const { rows } = await sql<{ id: string }>`
    select id from payments where provider = 'stripe' and provider_reference = ${notice.payment} and archived_at is null`.execute(
    work.db,
  );
  const [found] = rows;
  if (!found) return "waiting";
  const payment = await takePayment(work, found.id, "payments:reverse");
  const more = new Big(notice.amount).minus(payment.refunded);
  const left = new Big(payment.amount).minus(payment.refunded);
  if (more.lte(0)) return "noted";
  const amount = more.lt(left) ? more : left;
  await release(work, payment, amount);
  await refundPayment(work, found.id, {
    amount: amount.toFixed(),
    reason: "Stripe",
    providerReference: notice.id,
  });
  return "booked";
}

type Payment = Awaited<ReturnType<typeof takePayment>>;

async function release(work: Work, payment: Payment, amount: Big): Promise<void> {
  const free = new Big(payment.amount).minus(payment.allocated).minus(payment.refunded);
  let missing = amount.minus(free);
  if (missing.lte(0)) return;
  const { rows } = await sql<{ invoice: string; amount: string }>`
    select invoice_id as invoice, amount::text from payment_allocations
    where payment_id = ${payment.id} and archived_at is null order by created_at desc, id desc`.execute(
    work.db,
  );
  const kept = rows.flatMap((share) => {
    const taken = missing.lt(share.amount) ? missing : new Big(share.amount);
    missing = missing.minus(taken);
    const rest = new Big(share.amount).minus(taken);
    return rest.gt(0) ? [{ invoice: share.invoice, amount: rest.toFixed() }] : [];
  });
  await allocate(work, { ...payment, field: "payment", usable: payment.amount }, kept);
}
