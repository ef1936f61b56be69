import Big from "big.js";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { takenOffWord } from "./deposit-words.ts";
import { lockInvoices } from "./document-in-hand.ts";
import type { OrderInHand } from "./order-in-hand.ts";
import { linesOf, type ReckonedLine } from "./reckoning.ts";

/** What deposit invoices of an order ask for together, those that were credited left out. */
export async function depositsAsked(work: Work, order: string): Promise<string> {
  const { rows } = await sql<{ sum: string }>`
    select coalesce(sum(total - case state when 'draft' then 0 else credited end), 0)::text as sum from invoices
    where order_id = ${order} and kind = 'deposit' and archived_at is null`.execute(work.db);
  return rows[0]?.sum ?? "0";
}

/** Lines that take off the deposits of an order which were paid and stand on no other invoice. */
export async function depositLines(work: Work, order: OrderInHand): Promise<ReckonedLine[]> {
  const { rows } = await sql<{ id: string; number: string; issuedOn: string }>`
    select d.id, d.number, d.issued_on::text as "issuedOn" from invoices d
    where d.order_id = ${order.id} and d.kind = 'deposit' and d.state = 'paid' and d.credited = 0 and d.archived_at is null
      and not exists (select from invoice_lines l join invoices v on v.id = l.invoice_id
        where l.deposit_id = d.id and v.state = 'draft' and l.archived_at is null and v.archived_at is null)
      and ${settledOf("d.id")} = 0
    order by d.issued_on, d.number`.execute(work.db);
  const lines: ReckonedLine[] = [];
  for (const deposit of rows) {
    for (const line of await linesOf(work, deposit.id))
      lines.push({
        ...line,
        description: takenOffWord(order, deposit),
        quantity: "-1",
        settled: {
          ...line,
          net: new Big(line.net).times(-1).toFixed(),
          tax: new Big(line.tax).times(-1).toFixed(),
        },
        from: { deposit: deposit.id },
      });
  }
  return lines;
}

/** Locks the deposits that an invoice takes off, and makes sure that each is paid and taken off by no other. */
export async function assertDepositsLeft(
  work: Work,
  invoice: string,
  deposits: readonly string[],
): Promise<void> {
  const locked = await lockInvoices(work, deposits);
  const { rows } = await sql<{ id: string }>`
    select d.id from invoices d where d.id = any(${deposits}::uuid[]) and d.state = 'paid' and d.credited = 0
      and ${settledOf("d.id", invoice)} = 0`.execute(work.db);
  if (locked.length !== deposits.length || rows.length !== deposits.length)
    throw new AppError("deposit_settled");
}

// What issued invoices took off for a deposit, less what credit notes gave back of that.
function settledOf(deposit: "d.id", except: string | null = null) {
  return sql`coalesce((select sum(case v.kind when 'credit_note' then l.total else -l.total end)
    from invoice_lines l join invoices v on v.id = l.invoice_id
    where l.deposit_id = ${sql.ref(deposit)} and v.state <> 'draft' and v.archived_at is null and l.archived_at is null
      and v.id is distinct from ${except}::uuid), 0)`;
}
