import { sql } from "kysely";
import type { Work } from "#records";
import { inOwnCurrency } from "../deals-seen/own-currency.ts";
import type { Entries, Entry } from "./bases.ts";

/**
 * The invoices that were paid in a span of days, without tax, on the day on which the last of the money came or was credited, whenever
 * somebody said what it is for; and the credit notes on them, which take back what they credit, by the rate of the invoice. Who made the deal earns by them; without a deal, whose the invoice is.
 * One that is open again, as when a payment is reversed, is none, and neither are its credit notes.
 */
export const paidInvoices: Entries = async (work, { from, until }) => {
  const { rows } = await sql<Entry>`
    with documents as (
      select v.id as entry, v.number as title, v.net as amount, p.paid_on as day, v.id as invoice, p.paid_on
      from (${paid}) p join invoices v on v.id = p.id
      union all
      select n.id, n.number, -n.net, greatest(n.issued_on, p.paid_on), v.id, p.paid_on
      from invoices n join invoices v on v.id = n.corrects_id join (${paid}) p on p.id = v.id
      where n.kind = 'credit_note' and n.state <> 'draft' and n.archived_at is null)
    select e.entry, null as deal, e.title, e.day, round(${ownAmount(work)}, 2)::text as amount, ${parts} as parts
    from documents e join invoices v on v.id = e.invoice left join deals d on d.id = v.deal_id
    where e.day >= ${from} and e.day < ${until} and (${ownAmount(work)}) <> 0 and coalesce(d.owner_id, v.owner_id) is not null
    order by e.day, e.entry`.execute(work.db);
  return rows;
};

const paid = sql`
  select i.id, max(coalesce(m.received_on, n.issued_on, a.allocated_on)) as paid_on
  from invoices i join payment_allocations a on a.invoice_id = i.id and a.archived_at is null
    left join payments m on m.id = a.payment_id left join invoices n on n.id = a.credit_note_id
  where i.state = 'paid' and i.kind <> 'credit_note' and i.archived_at is null group by i.id`;

const parts = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('user', s.user_id, 'share', trim_scale(s.share)::text) order by s.user_id)
    from deal_splits s where s.deal_id = d.id),
  jsonb_build_array(jsonb_build_object('user', coalesce(d.owner_id, v.owner_id), 'share', '100')))`;

function ownAmount(work: Work) {
  return inOwnCurrency(work, { value: sql`e.amount`, currency: sql`v.currency`, day: sql`e.paid_on` });
}
