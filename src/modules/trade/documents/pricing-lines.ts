import Big from "big.js";
import { sql } from "kysely";
import { type LineTax, pricesFor, rateOf, refuseWithdrawn, taxesFor } from "#catalogue";
import { lineProblem, priceAs, type ProductPrice, quantityDecimals } from "#catalogue/contract";
import { AppError } from "#kernel/error";
import { businessDay, type Work } from "#records";
import type { QuoteLineWish } from "../contract/line-shapes.ts";
import { type ReckonedBy, reckon, type Reckoned } from "../contract/reckoning.ts";
import type { DocumentInHand } from "./document-in-hand.ts";
import type { StoredLine } from "./stored-lines.ts";

/** What prices, taxes and sums of a document hang on. */
export interface Head
  extends Pick<DocumentInHand, "currency" | "discount" | "taxIncluded" | "rounding" | "channel"> {
  /** Null for a buyer who is not known. */
  readonly customer: string | null;
  /** Whose price lists hold: the customer's own unless told; null for those for everybody. */
  readonly pricesFor?: string | null;
}

export type Wish = Omit<QuoteLineWish, "optional" | "chosen"> &
  Partial<Pick<QuoteLineWish, "optional" | "chosen">> & { readonly deal_product?: string | null };

/** A line with all that follows from what was wished; `id` where it is there already. */
export type PricedLine = Omit<StoredLine, "id" | "withdrawn"> & { readonly id: string | null };

export interface Priced {
  readonly lines: readonly PricedLine[];
  readonly sums: Reckoned;
}

/**
 * Makes whole lines of wishes: names, units, prices and taxes of the products for this customer today, then the sums.
 * Throws what is wrong with a line under its place (`lines.3.quantity`), and `product_withdrawn` for one that is taken anew.
 */
export async function priceLines(
  work: Work,
  head: Head,
  wishes: readonly Wish[],
  stored: readonly StoredLine[] = [],
): Promise<Priced> {
  const before = new Map(stored.map((line) => [line.id, line]));
  const products = await productsOf(work, wishes);
  checkLines(wishes, { before, products });
  const anew = wishes.filter(({ id, product }) => product && before.get(id ?? "")?.product !== product);
  await refuseWithdrawn(
    work,
    anew.map(({ product }) => String(product)),
  );
  const taxed = wishes.map((wish) => ({
    product: wish.product ?? null,
    taxClass: wish.tax_class ?? products.get(wish.product ?? "")?.tax_class ?? null,
  }));
  const taxes = await taxesFor(work, { buyer: head.customer, on: businessDay(work), lines: taxed });
  const listed = await listPrices(work, head, wishes, taxes);
  const costs = await costsIn(work, head.currency, [...products.values()]);
  const lines = wishes.map((wish, at) => {
    const tax = taxes[at] as LineTax;
    const product = products.get(wish.product ?? "");
    const list = listed[at] ?? null;
    return {
      id: wish.id ?? null,
      product: product?.id ?? null,
      description: wish.description || product?.name || "",
      quantity: wish.quantity,
      unit: wish.unit === undefined ? (product?.unit ?? null) : wish.unit,
      price: wish.price ?? list ?? "0",
      discount: String(wish.discount),
      tax_class: taxed[at]?.taxClass ?? "standard",
      tax_rate: tax.rate,
      tax_treatment: tax.treatment,
      taxKey: tax.key,
      list_price: list,
      cost: costs.get(product?.id ?? "") ?? null,
      optional: wish.optional ?? false,
      chosen: wish.optional ? (wish.chosen ?? false) : true,
      deal_product: wish.deal_product ?? before.get(wish.id ?? "")?.deal_product ?? null,
    };
  });
  return withSums(lines, head);
}

type Unsummed = Omit<PricedLine, "net" | "tax" | "total"> & { readonly taxKey: string };

function withSums(lines: readonly Unsummed[], head: ReckonedBy): Priced {
  const sums = reckon(
    lines.map((line) => ({ ...line, taxRate: line.tax_rate, counts: line.chosen })),
    head,
  );
  return {
    sums,
    lines: lines.map(({ taxKey: _key, ...line }, at) => {
      const { net = "0", tax = "0", gross = "0" } = sums.lines[at] ?? {};
      return { ...line, net, tax, total: gross };
    }),
  };
}

interface Product {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly tax_class: string;
  readonly quantity_decimals: number | null;
  readonly cost: string | null;
  readonly cost_currency: string | null;
}

// That the actor may see them is checked where the lines are written, as of any link.
async function productsOf(work: Work, wishes: readonly Wish[]): Promise<ReadonlyMap<string, Product>> {
  const ids = [...new Set(wishes.flatMap(({ product }) => product ?? []))];
  const { rows } = await sql<Product>`
    select id, name, unit, tax_class, quantity_decimals, cost::text as cost, cost_currency from products
    where id = any(${ids}::uuid[])`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row]));
}

function checkLines(
  wishes: readonly Wish[],
  known: {
    readonly before: ReadonlyMap<string, StoredLine>;
    readonly products: ReadonlyMap<string, Product>;
  },
): void {
  const met = new Set<string>();
  for (const [at, wish] of wishes.entries()) {
    const field = (name: string) => `lines.${at}.${name}`;
    if (wish.id && (met.has(wish.id) || !known.before.has(wish.id)))
      throw new AppError("link_not_found", { field: field("id") });
    if (wish.id) met.add(wish.id);
    const product = known.products.get(wish.product ?? "");
    if (wish.product && !product) throw new AppError("link_not_found", { field: field("product") });
    if (!product && !wish.description) throw new AppError("field_required", { field: field("description") });
    const problem = lineProblem({
      quantity: wish.quantity,
      price: wish.price ?? null,
      discount: String(wish.discount),
      ...(product && { decimals: quantityDecimals(product) }),
    });
    if (problem) throw new AppError(problem.code, { field: field(problem.field), params: problem.params });
  }
}

/** What the price list asks for each line, with tax or without as the document has it; null for what has no price. */
async function listPrices(
  work: Work,
  head: Head,
  wishes: readonly Wish[],
  taxes: readonly LineTax[],
): Promise<readonly (string | null)[]> {
  const asked = wishes.flatMap(({ product, quantity, price }, at) =>
    product ? [{ at, product, quantity, told: price != null }] : [],
  );
  const found = await pricesOf(work, head, asked);
  const prices: (string | null)[] = wishes.map(() => null);
  for (const [index, { at }] of asked.entries()) {
    const one = found[index];
    if (one?.price != null)
      prices[at] = priceAs(one.price, {
        included: one.taxIncluded,
        wanted: head.taxIncluded,
        rate: taxes[at]?.rate ?? "0",
        currency: head.currency,
      });
  }
  return prices;
}

async function pricesOf(
  work: Work,
  head: Head,
  lines: readonly { readonly product: string; readonly quantity: string; readonly told: boolean }[],
): Promise<readonly ProductPrice[]> {
  if (lines.length === 0) return [];
  const asked = {
    buyer: head.pricesFor === undefined ? head.customer : head.pricesFor,
    currency: head.currency,
    channel: head.channel,
    on: businessDay(work),
    lines: lines.map(({ product, quantity }) => ({ product, quantity })),
  };
  try {
    return await pricesFor(work, asked);
  } catch (problem) {
    // Without a rate nothing can be converted; where somebody said every price, nothing need be.
    const isNeedless = problem instanceof AppError && problem.code === "currency_rate_missing";
    if (isNeedless && lines.every(({ told }) => told)) return [];
    throw problem;
  }
}

async function costsIn(
  work: Work,
  currency: string,
  products: readonly Product[],
): Promise<ReadonlyMap<string, string>> {
  const costs = new Map<string, string>();
  const rates = new Map<string, string | null>();
  const rate = async (of: string): Promise<string | null> => {
    const known = rates.get(of);
    if (known !== undefined) return known;
    const found = await rateOf(work, of, businessDay(work)).catch(withoutRate);
    rates.set(of, found);
    return found;
  };
  for (const { id, cost, cost_currency: of } of products) {
    if (cost === null || of === null) continue;
    const [had, wanted] = of === currency ? ["1", "1"] : [await rate(of), await rate(currency)];
    if (had && wanted) costs.set(id, Big(cost).times(had).div(wanted).round(4, Big.roundHalfUp).toFixed());
  }
  return costs;
}

function withoutRate(problem: unknown): null {
  if (problem instanceof AppError && problem.code === "currency_rate_missing") return null;
  throw problem;
}
