import { sql } from "kysely";
import { pricesFor } from "#catalogue";
import { lineProblem, quantityDecimals } from "#catalogue/contract";
import { AppError } from "#kernel/error";
import { businessDay, visibleWhere, type Work } from "#records";
import { type CartLine, type ShopCart, shopChannel, type WantedLine } from "../contract/index.ts";
import type { StoredCart } from "./stored-cart.ts";

type Trouble = CartLine["problem"];

export interface CartProduct {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly quantity_decimals: number | null;
  readonly sold: boolean;
}

/** The products of lines that the caller may see, by id, also those that are sold no longer. */
export async function productsOf(
  work: Work,
  lines: readonly WantedLine[],
): Promise<ReadonlyMap<string, CartProduct>> {
  const ids = [...new Set(lines.map(({ product }) => product))];
  const { rows } = await sql<CartProduct>`
    select p.id, p.name, p.unit, p.quantity_decimals, p.active and p.archived_at is null as sold from products p
    where p.id = any(${ids}::uuid[]) and ${visibleWhere(work, "product", "p")}`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Why lines cannot be ordered as they stand, in their order; null for those that can. */
export async function troublesOf(
  work: Work,
  { lines, buyer, currency }: Pick<StoredCart, "lines" | "buyer" | "currency">,
  products: ReadonlyMap<string, CartProduct>,
): Promise<readonly Trouble[]> {
  const troubles = lines.map((line) => troubleOf(line, products.get(line.product)));
  const whole = lines.filter((_, at) => troubles[at] === null);
  const on = businessDay(work);
  const prices = (
    await pricesFor(work, { buyer, currency, channel: shopChannel, on, lines: whole })
  ).values();
  // Without a price it would be given away.
  return lines.map(({ product }, at) => {
    const trouble = troubles[at] ?? null;
    if (trouble || prices.next().value?.price != null) return trouble;
    return { code: "product_without_price", params: { product: products.get(product)?.name ?? "" } };
  });
}

function troubleOf({ quantity }: WantedLine, product: CartProduct | undefined): Trouble {
  if (!product) return { code: "link_not_found" };
  if (!product.sold) return { code: "product_withdrawn", params: { product: product.name } };
  const problem = lineProblem({ quantity, discount: "0", decimals: quantityDecimals(product) });
  return problem && { code: problem.code, ...(problem.params && { params: problem.params }) };
}

/** Throws the first thing that is wrong with a line, under its place. */
export function refuseTroubles({ lines }: ShopCart): void {
  for (const [at, { problem }] of lines.entries()) {
    if (!problem) continue;
    const about = problem.code.startsWith("quantity") ? "quantity" : "product";
    throw new AppError(problem.code, { field: `lines.${at}.${about}`, params: problem.params ?? {} });
  }
}
