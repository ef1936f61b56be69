import { sql } from "kysely";
import type { Work } from "#records";
import type { Taxed } from "./parts-by-tax.ts";

export interface CreditedLine {
  readonly quantity: string;
  readonly net: string;
  readonly tax: string;
  readonly whole: string;
}

/** What was credited without naming lines of the invoice: amounts by rate of tax, and charges of a subscription. */
export interface CreditedAmount extends Taxed {
  readonly subscriptionLine: string | null;
  readonly periodFrom: string | null;
  readonly periodUntil: string | null;
}

export interface Credited {
  /** What is left of the invoice to credit, with tax. */
  readonly left: string;
  /** What was credited of each of its lines. */
  readonly lines: ReadonlyMap<string, CreditedLine>;
  readonly amounts: readonly CreditedAmount[];
}

/** What issued credit notes gave back of an invoice. */
export async function creditedOf(work: Work, invoice: string): Promise<Credited> {
  const { rows: lines } = await sql<CreditedLine & { id: string }>`
    select l.id, l.quantity::text as whole, coalesce(sum(c.quantity), 0)::text as quantity, coalesce(sum(c.net), 0)::text as net,
      coalesce(sum(c.tax), 0)::text as tax
    from invoice_lines l
    left join (invoice_lines c join invoices n on n.id = c.invoice_id and n.state <> 'draft' and n.archived_at is null)
      on c.corrects_id = l.id and c.archived_at is null
    where l.invoice_id = ${invoice} and l.archived_at is null group by l.id`.execute(work.db);
  const { rows: amounts } = await sql<CreditedAmount>`
    select l.tax_rate::text as rate, l.tax_treatment as treatment, sum(l.net)::text as net, sum(l.tax)::text as tax,
      l.subscription_line_id as "subscriptionLine", l.period_from::text as "periodFrom", l.period_until::text as "periodUntil"
    from invoice_lines l join invoices n on n.id = l.invoice_id
    where n.corrects_id = ${invoice} and n.state <> 'draft' and l.corrects_id is null and l.archived_at is null and n.archived_at is null
    group by 1, 2, 5, 6, 7 having sum(l.total) <> 0`.execute(work.db);
  const { rows: sums } = await sql<{
    left: string;
  }>`select left_of_invoice(${invoice})::text as left`.execute(work.db);
  return { left: sums[0]?.left ?? "0", lines: new Map(lines.map((line) => [line.id, line])), amounts };
}

/** What is left of an invoice by rate of tax: less credit notes on it and, of a deposit, what invoices took off. */
export async function leftByTax(work: Work, invoice: string): Promise<Taxed[]> {
  const { rows } = await sql<Taxed>`
    with parts as (
      select l.tax_rate, l.tax_treatment, case v.kind when 'credit_note' then -1 else 1 end as sign, l.net, l.tax
      from invoice_lines l join invoices v on v.id = l.invoice_id
      where (v.id = ${invoice} or (v.state <> 'draft' and (v.corrects_id = ${invoice} or l.deposit_id = ${invoice})))
        and l.archived_at is null and v.archived_at is null)
    select tax_rate::text as rate, tax_treatment as treatment, sum(sign * net)::text as net, sum(sign * tax)::text as tax
    from parts group by 1, 2 having sum(sign * (net + tax)) <> 0 order by 1 desc, 2`.execute(work.db);
  return rows;
}
