import { sql } from "kysely";
import type { Database } from "#records";

/** What hangs on the planted quote and order, which their own capabilities alone would write. Answers the ids by object. */
export async function plantDocuments(
  database: Database,
  ids: Readonly<Record<string, string>>,
  canary: string,
): Promise<Record<string, string>> {
  const { quote, order, product, company } = ids;
  const words = `${canary} line`;
  const { rows } = await sql<Record<string, string>>`
    with quote_line as (
      insert into quote_lines (quote_id, product_id, description, quantity, price, price_currency, net, net_currency,
        tax, tax_currency, total, total_currency)
      values (${quote}, ${product}, ${words}, 1, 7777777, 'EUR', 7777777, 'EUR', 0, 'EUR', 7777777, 'EUR') returning id),
    quote_approval as (
      insert into quote_approvals (quote_id, discount, discount_limit, reason) values (${quote}, 7, 5, ${words}) returning id),
    order_line as (
      insert into order_lines (order_id, product_id, description, quantity, delivered, price, price_currency, net,
        net_currency, tax, tax_currency, total, total_currency)
      values (${order}, ${product}, ${words}, 2, 1, 7777777, 'EUR', 7777777, 'EUR', 0, 'EUR', 7777777, 'EUR') returning id),
    delivery as (
      insert into deliveries (number, kind, order_id, customer_id, delivered_on, comment)
      values (${`${canary} delivery`}, 'delivery', ${order}, ${company}, '2024-05-05', ${words}) returning id),
    delivery_line as (
      insert into delivery_lines (delivery_id, order_line_id, product_id, description, quantity)
      select delivery.id, order_line.id, ${product}, ${words}, 1 from delivery, order_line returning id)
    select quote_line.id as quote_line, quote_approval.id as quote_approval, order_line.id as order_line,
      delivery.id as delivery, delivery_line.id as delivery_line
    from quote_line, quote_approval, order_line, delivery, delivery_line`.execute(database);
  return { ...rows[0] };
}
