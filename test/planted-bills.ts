import { sql } from "kysely";
import type { Database } from "#records";

/** What hangs on the planted invoice, bank account and subscription, which their own capabilities alone would write. Answers the ids by object. */
export async function plantBills(
  database: Database,
  ids: Readonly<Record<string, string>>,
  canary: string,
): Promise<Record<string, string>> {
  const { invoice, product, company, bank_account: account, subscription } = ids;
  const words = `${canary} line`;
  const { rows } = await sql<Record<string, string>>`
    with invoice_line as (
      insert into invoice_lines (invoice_id, product_id, description, quantity, price, price_currency, net, net_currency,
        tax, tax_currency, total, total_currency)
      values (${invoice}, ${product}, ${words}, 1, 7777777, 'EUR', 7777777, 'EUR', 0, 'EUR', 7777777, 'EUR') returning id),
    payment as (
      insert into payments (number, customer_id, amount, amount_currency, received_on, method, reference)
      values (${`${canary} payment`}, ${company}, 7777777, 'EUR', '2024-05-05', 'cash', ${words}) returning id),
    refund as (
      insert into refunds (payment_id, amount, amount_currency, refunded_on, reason)
      select id, 7777777, 'EUR', '2024-05-05', ${words} from payment returning id),
    dispute as (
      insert into disputes (payment_id, amount, amount_currency, reason, state, opened_on, provider_reference, told_at)
      select id, 7777777, 'EUR', 'other', 'under_review', '2024-05-05', ${words}, '2024-05-05' from payment returning id),
    payment_allocation as (
      insert into payment_allocations (payment_id, invoice_id, amount, amount_currency, allocated_on)
      select id, ${invoice}::uuid, 7777777, 'EUR', '2024-05-05' from payment returning id),
    bank_statement as (
      insert into bank_statements (account_id, name, format, mark) values (${account}, ${words}, 'csv', 'one') returning id),
    bank_transaction as (
      insert into bank_transactions (account_id, statement_id, line, booked_on, amount, amount_currency, text, mark)
      select ${account}::uuid, id, 1, '2024-05-05', 7777777, 'EUR', ${words}, 'one' from bank_statement returning id),
    subscription_line as (
      insert into subscription_lines (subscription_id, description, quantity, price, price_currency, from_on)
      values (${subscription}, ${words}, 1, 7777777, 'EUR', '2024-05-05') returning id),
    subscription_pause as (
      insert into subscription_pauses (subscription_id, from_on, until_on, reason)
      values (${subscription}, '2024-05-05', '2024-05-06', ${words}) returning id),
    mrr_movement as (
      insert into mrr_movements (subscription_id, customer_id, day, kind, amount, amount_currency)
      values (${subscription}, ${company}, '2024-05-05', 'new', 7777777, 'EUR') returning id)
    select invoice_line.id as invoice_line, payment.id as payment, refund.id as refund, dispute.id as dispute, payment_allocation.id as payment_allocation,
      bank_statement.id as bank_statement, bank_transaction.id as bank_transaction, subscription_line.id as subscription_line,
      subscription_pause.id as subscription_pause, mrr_movement.id as mrr_movement
    from invoice_line, payment, refund, dispute, payment_allocation, bank_statement, bank_transaction, subscription_line,
      subscription_pause, mrr_movement`.execute(database);
  return { ...rows[0] };
}
