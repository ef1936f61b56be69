import { sql } from "kysely";
import { notify } from "#platform";
import { archiveByRule, type Work } from "#records";
import { tellTimeline } from "../invoices/timeline.ts";

interface Refund {
  readonly payment: string;
  readonly number: string;
  readonly customer: string;
  readonly amount: string;
  readonly currency: string;
  readonly by: string | null;
}

/** Takes a refund back that the provider refused: the money is the customer's credit again, and who asked for it is told why. */
export async function takeRefundBack(work: Work, id: string, reason: string): Promise<void> {
  const refund = await withdrawRefund(work, id);
  if (!refund) return;
  const { payment, number, customer, amount, currency, by } = refund;
  const told = { what: "payment_refund_refused", of: { payment }, customer, deal: null, number } as const;
  await tellTimeline(work, [{ ...told, amount: { amount, currency }, why: reason }]);
  if (!by) return;
  await notify(work, [by], "refund_refused", {
    object: "payment",
    id: payment,
    params: { title: number, reason },
    once: `refund refused ${id}`,
  });
}

/** Takes a refund of a payment off it again; answers what it was, undefined where that was done before. */
export async function withdrawRefund(work: Work, id: string): Promise<Refund | undefined> {
  const { rows } = await sql<Refund>`
    select p.id as payment, p.number, p.customer_id as customer, r.amount::text, r.amount_currency as currency, r.created_by as by
    from refunds r join payments p on p.id = r.payment_id where r.id = ${id} and r.archived_at is null for update`.execute(
    work.db,
  );
  const [refund] = rows;
  if (!refund) return undefined;
  await archiveByRule(work, "refund", [id]);
  await sql`update payments set refunded = refunded - ${refund.amount}::numeric, version = version + 1, updated_at = ${work.now}
    where id = ${refund.payment}`.execute(work.db);
  return refund;
}
