import { sql } from "kysely";
import { pricesFor, rulesOfDocuments, taxesFor } from "#catalogue";
import { decimalsOf, documentSums, priceAs } from "#catalogue/contract";
import type { Work } from "#records";
import { type Measure, timesOf } from "../selling.ts";

const on = "2026-11-26";

/** A quote of 200 lines, among 2,000 products in five price lists of 500 lines each: prices, taxes and sums, and its PDF. */
export const measure: Measure = async ({ runtime, ask }) => {
  const made = await runtime.runAsSystem(makeCatalogue);
  const quote = (work: Work) => recalculate(work, made);
  const lines = await runtime.runAsSystem(quote);
  const rules = { decimals: 2, taxIncluded: false, rounding: "document" } as const;
  const { id } = (await ask({
    method: "POST",
    path: "/api/quotes",
    body: { customer: made.buyer },
    as: "owner",
  })) as { readonly id: string };
  const body = {
    lines: made.products.map((product, index) => ({ product, quantity: String((index % 12) + 1) })),
  };
  await ask({ method: "PUT", path: `/api/quotes/${id}/lines`, body, as: "owner" });
  return [
    {
      what: "a quote of 200 lines: prices, taxes and sums",
      times: await timesOf(() => runtime.runAsSystem(quote), 50),
      wanted: 20,
    },
    {
      what: "its sums alone, as with each key typed",
      times: await timesOf(() => Promise.resolve(documentSums(lines, rules)), 100),
      wanted: 16,
    },
    {
      what: "its PDF",
      times: await timesOf(() => ask({ path: `/api/quotes/${id}/document`, as: "owner" })),
      wanted: 1000,
    },
  ];
};

interface Made {
  readonly buyer: string;
  readonly products: readonly string[];
}

async function recalculate(work: Work, { buyer, products }: Made) {
  const currency = "EUR";
  const rules = await rulesOfDocuments(work);
  const asked = products.map((product, index) => ({ product, quantity: String((index % 12) + 1) }));
  const prices = await pricesFor(work, { buyer, currency, on, lines: asked });
  const taxes = await taxesFor(work, { buyer, on, lines: asked.map(() => ({ taxClass: "standard" })) });
  const lines = prices.map(({ price, quantity, taxIncluded }, index) => {
    const tax = taxes[index] ?? { key: "standard", rate: "0" };
    const told = { included: taxIncluded, wanted: rules.taxIncluded, rate: tax.rate, currency };
    return { quantity, price: priceAs(price ?? "0", told), discount: "5", tax };
  });
  documentSums(lines, { ...rules, decimals: decimalsOf(currency) });
  return lines;
}

async function makeCatalogue({ db }: Work): Promise<Made> {
  const { rows: buyers } = await sql<{ id: string }>`
    select id from parties where kind = 'company' order by id limit 1`.execute(db);
  await sql`update sellers set tax_country = 'BG'`.execute(db);
  await sql`update parties set address_country = 'BG' where id = ${buyers[0]?.id}`.execute(db);
  await sql`insert into products (name, price, price_currency)
    select 'Priced ' || n, n, 'EUR' from generate_series(1, 2000) n`.execute(db);
  await sql`insert into price_lists (name, currency, priority, buyers)
    select 'List ' || n, 'EUR', n, case when n > 3 then 'name is "nobody"' end from generate_series(1, 5) n`.execute(
    db,
  );
  await sql`insert into price_items (price_list_id, product_id, price, price_currency)
    select l.id, p.id, p.price * 0.9, 'EUR' from price_lists l
    join lateral (select id, price from products where name like 'Priced %' order by price limit 500) p on true`.execute(
    db,
  );
  const { rows } = await sql<{ id: string }>`
    select id from products where name like 'Priced %' order by price offset 350 limit 200`.execute(db);
  return { buyer: buyers[0]?.id ?? "", products: rows.map(({ id }) => id) };
}
