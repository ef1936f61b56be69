import { sql } from "kysely";
import type { Money } from "#kernel/money";
import { create, type Runtime, type Subscription, type Work } from "#records";
import { demonstrationTraded } from "#trade/contract";
import { invoiceOrder } from "../invoices/from-order.ts";
import { issueInvoice } from "../invoices/issuing.ts";
import { recordPayment } from "../payments/recording.ts";
import { changeLines } from "../subscriptions/changing-lines.ts";
import { startSubscription } from "../subscriptions/running.ts";

/** The demonstration company has invoices, payments and subscriptions, too, once its orders are there. */
export const demonstrateBilling: Subscription = {
  name: "billing.demonstration",
  events: [demonstrationTraded],
  hear: (runtime: Runtime) => runtime.runAsSystem(billTrade),
};

const day = 86_400_000;
/** Days after which most customers have paid. */
const daysToPay = 12;

interface Order {
  readonly id: string;
  readonly customer: string;
  /** Days since the last of it was handed over. */
  readonly ago: number;
}

async function billTrade(work: Work): Promise<void> {
  const { rows: orders } = await sql<Order>`
    select o.id, o.customer_id as customer, current_date - max(d.delivered_on) as ago
    from orders o join deliveries d on d.order_id = o.id
    where o.state = 'completed' and not exists (select from invoices)
    group by o.id order by ago desc, o.id`.execute(work.db);
  if (orders.length === 0) return;
  for (const [index, order] of orders.entries()) await bill(work, order, index);
  await subscribe(work);
}

async function bill(work: Work, { id, customer, ago }: Order, index: number): Promise<void> {
  const issuing = daysBefore(work, ago);
  const draft = await invoiceOrder(issuing, id, { by: "ordered" });
  // The latest are still looked through.
  if (ago < 3) return;
  const invoice = await issueInvoice(issuing, draft.id);
  // Some customers have to be reminded.
  const paidAgo = ago - daysToPay;
  if (paidAgo < 0 || index % 9 === 4) return;
  const { amount, currency } = invoice["open"] as Money;
  await recordPayment(daysBefore(work, paidAgo), {
    customer,
    amount: { amount, currency },
    method: "bank_transfer",
    invoices: [{ invoice: invoice.id, amount }],
  });
}

/** Some of those who bought have what is sold by the year, the first of them for months. */
async function subscribe(work: Work): Promise<void> {
  const { rows } = await sql<{
    customer: string;
    owner: string | null;
    product: string;
    name: string;
    amount: string;
  }>`
    select c.customer_id as customer, c.owner_id as owner, p.id as product, p.name, p.price::text as amount
    from (select customer_id, owner_id, max(id::text) from orders where state = 'completed' group by 1, 2 order by 3 limit 7) c
      cross join (select id, name, price from products where unit = 'year' and price is not null order by code limit 1) p`.execute(
    work.db,
  );
  for (const [index, { customer, owner, product, name, amount }] of rows.entries()) {
    const starting = daysBefore(work, 10 + 24 * (rows.length - index));
    const values = {
      name,
      customer,
      owner,
      every: "year",
      starts_on: starting.now.toISOString().slice(0, 10),
    };
    const { id } = await create(starting, "subscription", values);
    const line = { description: name, product, quantity: "1", price: amount, discount: "0" };
    await changeLines(starting, id, { lines: [line] });
    await startSubscription(starting, id);
  }
}

const daysBefore = (work: Work, days: number): Work => ({
  ...work,
  now: new Date(work.now.getTime() - days * day),
});
