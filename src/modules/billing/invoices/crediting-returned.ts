import Big from "big.js";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { RecordData } from "#records/contract";
import { creditInvoice } from "./crediting.ts";
import { lockInvoices } from "./document-in-hand.ts";
import { lockOrder } from "./order-in-hand.ts";

/**
 * Makes drafts of credit notes for what came back of an order and stands on its invoices: one for each invoice, the latest
 * first. What waits on drafts is not credited again. Throws `nothing_left`.
 */
export async function creditReturned(work: Work, id: string): Promise<RecordData[]> {
  await lockOrder(work, id);
  const invoiced = await invoicedLines(work, id);
  const invoices = [...new Set(invoiced.map(({ invoice }) => invoice))];
  await lockInvoices(work, invoices);
  const parts = partsOf(await owedBack(work, id), invoiced);
  if (parts.length === 0) throw new AppError("nothing_left");
  const drafts: RecordData[] = [];
  for (const invoice of invoices) {
    const lines = parts.filter((part) => part.invoice === invoice);
    if (lines.length === 0) continue;
    const wish = { reason: "return", lines: lines.map(({ line, quantity }) => ({ line, quantity })) };
    drafts.push(await creditInvoice(work, invoice, wish));
  }
  return drafts;
}

interface OwedBack {
  readonly orderLine: string;
  readonly quantity: string;
}

/** By how much lines of an order are invoiced beyond what of them stayed with the customer. */
async function owedBack(work: Work, order: string): Promise<OwedBack[]> {
  const { rows } = await sql<OwedBack>`
    select l.id as "orderLine", (l.invoiced - (l.quantity - l.cancelled - l.returned) - coalesce(d.quantity, 0))::text as quantity
    from order_lines l
    left join lateral (
      select sum(c.quantity) as quantity from invoice_lines c join invoices n on n.id = c.invoice_id
      where c.order_line_id = l.id and n.kind = 'credit_note' and n.state = 'draft' and c.archived_at is null and n.archived_at is null
    ) d on true
    where l.order_id = ${order} and l.archived_at is null
      and l.invoiced - (l.quantity - l.cancelled - l.returned) > coalesce(d.quantity, 0)
    order by l.position, l.id`.execute(work.db);
  return rows;
}

interface InvoicedLine {
  readonly line: string;
  readonly invoice: string;
  readonly orderLine: string;
  readonly left: string;
}

/** Lines of issued invoices of an order with what no credit note, nor a draft of one, gives back. */
async function invoicedLines(work: Work, order: string): Promise<InvoicedLine[]> {
  const { rows } = await sql<InvoicedLine>`
    select i.id as line, i.invoice_id as invoice, i.order_line_id as "orderLine",
      (i.quantity - coalesce((select sum(c.quantity) from invoice_lines c join invoices n on n.id = c.invoice_id
        where c.corrects_id = i.id and c.archived_at is null and n.archived_at is null), 0))::text as left
    from invoice_lines i join invoices v on v.id = i.invoice_id
    where v.order_id = ${order} and v.kind = 'invoice' and v.state <> 'draft' and v.archived_at is null
      and i.order_line_id is not null and i.archived_at is null
    order by v.issued_on desc, v.created_at desc, v.id, i.position`.execute(work.db);
  return rows;
}

function partsOf(owed: readonly OwedBack[], invoiced: readonly InvoicedLine[]) {
  return owed.flatMap(({ orderLine, quantity }) => {
    let rest = new Big(quantity);
    return invoiced
      .filter((one) => one.orderLine === orderLine)
      .flatMap(({ line, invoice, left }) => {
        const part = rest.lt(left) ? rest : new Big(left);
        if (part.lte(0)) return [];
        rest = rest.minus(part);
        return [{ line, invoice, quantity: part.toFixed() }];
      });
  });
}
