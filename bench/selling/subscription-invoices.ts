import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import type { Database, Work } from "#records";
import { invoiceSubscriptions } from "#billing";
import type { Measure } from "../selling.ts";

const subscriptions = 10_000;

/** Ten thousand subscriptions whose period begins today: invoices with a line, issued, numbered and told. */
export const measure: Measure = async ({ runtime }) => {
  await runtime.runAsSystem(makeSubscriptions);
  const before = await issued(runtime.database);
  const begun = performance.now();
  await invoiceSubscriptions(runtime);
  const took = performance.now() - begun;
  const made = (await issued(runtime.database)) - before;
  if (made !== subscriptions) throw new Error(`${made} invoices were issued`);
  return [{ what: "10,000 invoices of subscriptions, issued", times: [took], wanted: 60_000 }];
};

async function issued(database: Database): Promise<number> {
  const { rows } = await sql<{ made: string }>`
    select count(*) as made from invoices where subscription_id is not null and state = 'issued'`.execute(
    database,
  );
  return Number(rows[0]?.made);
}

async function makeSubscriptions(work: Work): Promise<void> {
  const today = dayIn("UTC", work.now);
  await sql`
    with customers as (select id, row_number() over (order by id) as n, count(*) over () as many from (select id from parties order by id limit 10000) first),
    made as (
      insert into subscriptions (number, name, state, customer_id, starts_on, currency, next_invoice_on)
      select 'S-' || gen_random_uuid(), 'Support ' || g, 'active', c.id, ${today}::date, 'EUR', ${today}::date
      from generate_series(1, ${subscriptions}::integer) g join customers c on c.n = 1 + (g % c.many) returning id)
    insert into subscription_lines (subscription_id, description, quantity, price, price_currency, from_on)
    select id, 'Support', 1, 49.90, 'EUR', ${today}::date from made`.execute(work.db);
}
