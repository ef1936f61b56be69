import { sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { filterLimits } from "#kernel/filter";
import { readPricesFor } from "#catalogue";
import { list, type Work } from "#records";
import { grantOn, type LinkValue, type RecordData } from "#records/contract";
import { type readShopProducts, shopChannel } from "../contract/index.ts";

/** A page of what is on sale, with the price of one for the buyer. Throws `currency_rate_missing`. */
export async function offeredProducts(
  work: Work,
  { search, category, buyer, currency = work.currency, cursor, limit }: QueryOf<typeof readShopProducts>,
): Promise<OutputOf<typeof readShopProducts>> {
  const onSale = { field: "active", op: "is", value: true } as const;
  const inCategory = category
    ? [{ field: "category", op: "in", value: await withThoseBelow(work, category) } as const]
    : [];
  const page = await list(work, "product", {
    search,
    cursor,
    limit,
    filter: { and: [onSale, ...inCategory] },
  });
  const ids = page.data.map(({ id }) => id);
  const prices = await pricesOf(work, ids, { buyer, currency });
  const available = await availableOf(work, ids);
  const data = page.data.map((product, at) => {
    const { price = null, taxIncluded = false, listPrice = null, fromQuantity = null } = prices[at] ?? {};
    const stock = available.get(product.id) ?? null;
    return { ...shownOf(product), currency, price, taxIncluded, listPrice, fromQuantity, available: stock };
  });
  return { data, next: page.next };
}

/** A category and all that stand below it. One that is not there has nothing on sale. */
async function withThoseBelow(work: Work, category: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select ${category}::uuid as id
      union select c.id from product_categories c join below b on c.parent_id = b.id where c.archived_at is null)
    select id from below limit ${filterLimits.listLength}`.execute(work.db);
  return rows.map(({ id }) => id);
}

async function pricesOf(
  work: Work,
  products: readonly string[],
  { buyer, currency }: { readonly buyer: string | undefined; readonly currency: string },
) {
  if (products.length === 0) return [];
  const lines = products.map((product) => ({ product, quantity: "1" }));
  return (await readPricesFor(work, { buyer, currency, channel: shopChannel, lines })).data;
}

function shownOf(product: RecordData) {
  const words = (name: string) => (product[name] as string | null | undefined) ?? null;
  const link = (name: string) => (product[name] as LinkValue | null | undefined) ?? null;
  const category = link("category");
  return {
    id: product.id,
    name: words("name") ?? "",
    code: words("code"),
    description: words("description"),
    kind: words("kind"),
    category: category && { id: category.id, title: category.title },
    variantOf: link("variant_of")?.id ?? null,
    unit: words("unit"),
    picture: link("picture")?.id ?? null,
  };
}

/** What is in all warehouses and promised to nobody; of products whose stock is kept, to who may see stock. */
async function availableOf(work: Work, products: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (grantOn(work.actor.rights, "stock_level").read === "none") return new Map();
  const { rows } = await sql<{ id: string; available: string }>`
    select p.id, trim_scale(greatest(coalesce(sum(l.quantity - l.reserved), 0), 0))::text as available
    from products p left join stock_levels l on l.product_id = p.id and l.archived_at is null
    where p.id = any(${products}::uuid[]) and p.stocked group by p.id`.execute(work.db);
  return new Map(rows.map(({ id, available }) => [id, available]));
}
