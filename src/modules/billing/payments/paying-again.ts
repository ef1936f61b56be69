import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";
import { allocate } from "./allocating.ts";
import { takePayment } from "./payment-in-hand.ts";

interface Paid {
  readonly invoice: string;
  /** What the payment pays of it now, and what is open of it. */
  readonly now: string;
  readonly open: string;
}

/** Pays with money that came back what the payment paid before and is open again, the first one first. */
export async function payAgain(work: Work, id: string, amount: string): Promise<void> {
  const payment = await takePayment(work, id, "payments:reverse");
  const { rows } = await sql<Paid>`
    select v.id as invoice, v.open::text, coalesce(sum(a.amount) filter (where a.archived_at is null), 0)::text as now
    from payment_allocations a join invoices v on v.id = a.invoice_id
    where a.payment_id = ${id} and v.archived_at is null group by v.id order by min(a.created_at), v.number`.execute(
    work.db,
  );
  let left = new Big(amount);
  const wanted = rows.map(({ invoice, open, now }) => {
    const more = left.lt(open) ? left : new Big(open);
    left = left.minus(more);
    return { invoice, amount: more.plus(now).toFixed() };
  });
  const usable = new Big(payment.amount).minus(payment.refunded).toFixed();
  const some = wanted.filter((share) => Number(share.amount) > 0);
  await allocate(work, { ...payment, field: "payment", usable }, some);
}
