import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { get, shown, visibleWhere, type Work } from "#records";
import type { readInvoiceSums } from "../contract/invoices.ts";

type Sums = OutputOf<typeof readInvoiceSums>;

/** What an invoice comes to by rate of tax, what settled it and what is left to credit, as far as the actor sees that. */
export async function invoiceSums(work: Work, id: string): Promise<Sums> {
  await get(work, "invoice", id);
  const ofLine = (field: "net" | "tax") =>
    shown(work, ["invoice_line", field, "l"], sql.ref<string>(`l.${field}`));
  const { rows: taxes } = await sql<Sums["taxes"][number]>`
    select coalesce(tax_treatment, 'standard') as key, trim_scale(tax_rate)::text as rate, tax_treatment as treatment,
      coalesce(sum(${ofLine("net")}), 0)::text as net, coalesce(sum(${ofLine("tax")}), 0)::text as tax
    from invoice_lines l where invoice_id = ${id} and archived_at is null and ${visibleWhere(work, "invoice_line", "l")}
    group by tax_treatment, tax_rate order by tax_rate desc`.execute(work.db);
  const { rows: settlements } = await sql<Sums["settlements"][number]>`
    select case when p.id is null then 'credit_note' else 'payment' end as kind, coalesce(p.id, c.id) as id,
      coalesce(${shown(work, ["payment", "number", "p"], sql`p.number`)}, ${shown(work, ["invoice", "number", "c"], sql`c.number`)}, '') as number,
      a.allocated_on::text as on, coalesce(${shown(work, ["payment_allocation", "amount", "a"], sql`a.amount`)}, 0)::text as amount,
      exists (select 1 from disputes d where d.payment_id = p.id and d.state in ('needs_answer', 'under_review') and ${visibleWhere(work, "dispute", "d")}) as disputed
    from payment_allocations a
    left join payments p on p.id = a.payment_id and ${visibleWhere(work, "payment", "p")}
    left join invoices c on c.id = a.credit_note_id and ${visibleWhere(work, "invoice", "c")}
    where a.invoice_id = ${id} and a.archived_at is null and ${visibleWhere(work, "payment_allocation", "a")} and coalesce(p.id, c.id) is not null
    order by a.created_at, a.id`.execute(work.db);
  return { taxes, settlements, creditable: await creditableOf(work, id) };
}

async function creditableOf(work: Work, id: string): Promise<Sums["creditable"]> {
  const { rows: lines } = await sql<Sums["creditable"]["lines"][number]>`
    select l.id as line, trim_scale(${shown(
      work,
      ["invoice_line", "quantity", "l"],
      sql`l.quantity - coalesce((
      select sum(c.quantity) from invoice_lines c join invoices n on n.id = c.invoice_id
      where c.corrects_id = l.id and n.state <> 'draft' and c.archived_at is null and n.archived_at is null), 0)`,
    )})::text as quantity
    from invoice_lines l where l.invoice_id = ${id} and l.archived_at is null and ${visibleWhere(work, "invoice_line", "l")}
    order by l.position, l.id`.execute(work.db);
  const { rows } = await sql<{ amount: string | null }>`
    select ${shown(work, ["invoice", "total", "v"], sql`left_of_invoice(v.id)`)}::text as amount
    from invoices v where v.id = ${id}`.execute(work.db);
  return { amount: rows[0]?.amount ?? null, lines };
}
