import { sql } from "kysely";
import { tellByRule, type Work } from "#records";
import { billingEvents } from "../contract/events.ts";
import { tellTimeline } from "./timeline.ts";

interface Settled {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly customer: string;
  readonly deal: string | null;
  readonly currency: string;
  readonly paid: string;
  readonly credited: string;
  readonly state: string;
  readonly paidBefore: string;
  readonly creditedBefore: string;
  readonly stateBefore: string;
}

/**
 * Brings what is paid and credited of invoices, and their states, to what their allocations and refunds say. The invoices
 * are locked by who calls; the constraints refuse what is more than there is to pay.
 */
export async function settleInvoices(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<Settled>`
    with sums as (
      select v.id, v.paid, v.credited, v.state, v.total, v.kind,
        case v.kind when 'credit_note'
          then coalesce((select sum(amount) from refunds where credit_note_id = v.id and archived_at is null), 0)
          else coalesce((select sum(amount) from payment_allocations where invoice_id = v.id and payment_id is not null and archived_at is null), 0)
        end as paid_now,
        coalesce((select sum(a.amount) from payment_allocations a join invoices n on n.id = a.credit_note_id
          where a.invoice_id = v.id and n.corrects_id = v.id and a.archived_at is null), 0) as given_back,
        coalesce((select sum(amount) from payment_allocations where archived_at is null and credit_note_id is not null
          and case v.kind when 'credit_note' then credit_note_id else invoice_id end = v.id), 0) as credited_now
      from invoices v where v.id = any(${ids}::uuid[]) and v.state <> 'draft'
    ), before as (select *, ${stateNow} as state_now from sums)
    update invoices v set paid = b.paid_now, credited = b.credited_now, state = b.state_now,
      version = v.version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    from before b where v.id = b.id and (b.paid, b.credited, b.state) is distinct from (b.paid_now, b.credited_now, b.state_now)
    returning v.id, v.number, v.kind, v.customer_id as customer, v.deal_id as deal, v.currency, v.paid::text, v.credited::text, v.state,
      b.paid::text as "paidBefore", b.credited::text as "creditedBefore", b.state as "stateBefore"`.execute(
    work.db,
  );
  await tellByRule(work, "invoice", "changed", rows.map(entryOf));
  await tellPaid(
    work,
    rows.filter(
      ({ kind, state, stateBefore }) => kind !== "credit_note" && state === "paid" && stateBefore !== "paid",
    ),
  );
}

// What credit notes of its own give back was never paid; those of other invoices pay it.
const stateNow = sql`case
  when kind = 'credit_note' and total > paid_now + credited_now then 'issued'
  when kind = 'credit_note' and paid_now > 0 then 'paid_out'
  when kind = 'credit_note' then 'used'
  when total > 0 and given_back = total then 'credited'
  when total = paid_now + credited_now then 'paid'
  when paid_now + credited_now > given_back then 'partly_paid'
  else 'issued' end`;

function entryOf(row: Settled) {
  const money = (amount: string) => ({ amount, currency: row.currency });
  const all = {
    paid: { from: money(row.paidBefore), to: money(row.paid) },
    credited: { from: money(row.creditedBefore), to: money(row.credited) },
    state: { from: row.stateBefore, to: row.state },
  };
  const changes = Object.fromEntries(
    Object.entries(all).filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)),
  );
  return { id: row.id, changes };
}

async function tellPaid(work: Work, paid: readonly Settled[]): Promise<void> {
  for (const { id, number } of paid)
    work.emit({ name: billingEvents.invoicePaid, object: "invoice", records: [id], payload: { number } });
  await tellTimeline(
    work,
    paid.map(({ id, customer, deal, number }) => ({
      what: "invoice_paid",
      of: { invoice: id },
      customer,
      deal,
      number,
    })),
  );
}
