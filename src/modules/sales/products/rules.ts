import { sql } from "kysely";
import type { Draft, ObjectRules, Work } from "#records";

/** A product taken into a deal comes once, at its list price, without discount, below those that are there. */
export const dealProductRules: ObjectRules = {
  async prepare(work: Work, drafts: readonly Draft[]): Promise<void> {
    for (const { values } of drafts) {
      if (values["discount"] === null) values["discount"] = 0;
      if (values["quantity"] === null) values["quantity"] = "1";
    }
    const added = drafts.filter(({ before }) => !before);
    if (added.length === 0) return;
    const prices = await listPrices(
      work,
      added.map(({ values }) => String(values["product"])),
    );
    const lines = await lineCounts(
      work,
      added.map(({ values }) => String(values["deal"])),
    );
    for (const { values } of added) {
      values["quantity"] ??= "1";
      values["discount"] ??= 0;
      values["price"] ??= prices.get(String(values["product"])) ?? null;
      const position = lines.get(String(values["deal"])) ?? 0;
      values["position"] ??= position;
      lines.set(String(values["deal"]), position + 1);
    }
  },
};

async function listPrices(work: Work, products: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await sql<{ id: string; amount: string; currency: string }>`
    select id, price::text as amount, price_currency as currency from products
    where id = any(${products}::uuid[]) and price is not null`.execute(work.db);
  return new Map(rows.map(({ id, amount, currency }) => [id, { amount, currency }]));
}

async function lineCounts(work: Work, deals: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ deal: string; next: number }>`
    select deal_id as deal, max(position) + 1 as next from deal_products
    where deal_id = any(${deals}::uuid[]) group by deal_id`.execute(work.db);
  return new Map(rows.map(({ deal, next }) => [deal, next]));
}
