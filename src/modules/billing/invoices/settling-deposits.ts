import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { takenOffWord } from "./deposit-words.ts";
import { lockInvoices } from "./document-in-hand.ts";
import { leftByTax } from "./left-to-credit.ts";
import type { OrderInHand } from "./order-in-hand.ts";
import { lineOfPart, type ReckonedLine, takenOff } from "./reckoning.ts";

/** What deposit invoices of an order ask for together, without what was credited of them. */
export async function depositsAsked(work: Work, order: string): Promise<string> {
  const { rows } = await sql<{ sum: string }>`
    select coalesce(sum(case kind when 'credit_note' then -total else total end), 0)::text as sum from invoices
    where archived_at is null and (order_id = ${order} and kind = 'deposit'
      or state <> 'draft' and corrects_id in (select id from invoices where order_id = ${order} and kind = 'deposit'))`.execute(
    work.db,
  );
  return rows[0]?.sum ?? "0";
}

/** Lines that take off what is left of the deposits of an order which were paid and stand on no other draft. */
export async function depositLines(work: Work, order: OrderInHand): Promise<ReckonedLine[]> {
  const { rows } = await sql<{ id: string; number: string; issuedOn: string }>`
    select d.id, d.number, d.issued_on::text as "issuedOn" from invoices d
    where d.order_id = ${order.id} and d.kind = 'deposit' and d.state = 'paid' and d.archived_at is null
      and not exists (select from invoice_lines l join invoices v on v.id = l.invoice_id
        where l.deposit_id = d.id and v.state = 'draft' and l.archived_at is null and v.archived_at is null)
      and left_of_invoice(d.id) > 0
    order by d.issued_on, d.number`.execute(work.db);
  const lines: ReckonedLine[] = [];
  for (const deposit of rows) {
    for (const part of await leftByTax(work, deposit.id)) {
      const line = lineOfPart(order, part, takenOffWord(order, deposit));
      lines.push({ ...takenOff(line), from: { deposit: deposit.id } });
    }
  }
  return lines;
}

/** Locks the deposits that an invoice takes off, and makes sure that each is paid and what is left of it is what comes off. */
export async function assertDepositsLeft(
  work: Work,
  invoice: string,
  deposits: readonly string[],
): Promise<void> {
  const locked = await lockInvoices(work, deposits);
  const { rows } = await sql<{ id: string }>`
    select d.id from invoices d where d.id = any(${deposits}::uuid[]) and d.state = 'paid'
      and left_of_invoice(d.id) = (select -sum(total) from invoice_lines where invoice_id = ${invoice} and deposit_id = d.id and archived_at is null)`.execute(
    work.db,
  );
  if (locked.length !== deposits.length || rows.length !== deposits.length)
    throw new AppError("deposit_settled");
}
