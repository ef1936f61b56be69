import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";
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
  await refundPayment(work, found.id, {
    amount: amount.toFixed(),
    reason: "Stripe",
    reopen: true,
    providerReference: notice.id,
  });
  return "booked";
}
