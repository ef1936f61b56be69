import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";
import { takePayment } from "../payments/payment-in-hand.ts";
import { refundPayment } from "../payments/refunding.ts";
import { paymentToldOf } from "./payments-told.ts";
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
  const found = await paymentToldOf(work, notice);
  if (!found) return "waiting";
  const payment = await takePayment(work, found, "payments:reverse");
  const more = new Big(notice.amount).minus(await refundedOf(work, found));
  const left = new Big(payment.amount).minus(payment.refunded);
  if (more.lte(0)) return "noted";
  const amount = more.lt(left) ? more : left;
  await refundPayment(work, found, {
    amount: amount.toFixed(),
    reason: notice.id,
    reopen: true,
    providerReference: notice.id,
  });
  return "booked";
}

// What a lost dispute took is none of what the provider counts as given back.
async function refundedOf(work: Work, payment: string): Promise<string> {
  const { rows } = await sql<{ sum: string }>`
    select coalesce(sum(r.amount), 0)::text as sum from refunds r
    where r.payment_id = ${payment} and r.archived_at is null and not exists (select 1 from disputes d where d.refund_id = r.id)`.execute(
    work.db,
  );
  return rows[0]?.sum ?? "0";
}
