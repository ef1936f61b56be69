import Big from "big.js";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { decimalsOf } from "../contract/currency-decimals.ts";
import type { ProductPrice } from "../contract/prices.ts";
import { rateOf } from "../currencies/rate-of.ts";
import { rulesOfDocuments } from "../taxes/country-rules.ts";
import { type AskedLine, type FoundPrice, foundPrices } from "./found-prices.ts";
import { type ApplicableList, listsFor, type PricesAsked } from "./lists-for.ts";

export interface AskedPrices extends PricesAsked {
  readonly lines: readonly AskedLine[];
}

/**
 * What each line costs the buyer on a day, in the currency asked for, and why, in the order of the lines. A percentage
 * is off the usual price; a usual price in another currency is converted. Throws `link_not_found` for products that are not
 * there, `currency_rate_missing` where there is nothing to convert by.
 */
export async function pricesFor(work: Work, asked: AskedPrices): Promise<ProductPrice[]> {
  const [lists, rules] = [await listsFor(work, asked), await rulesOfDocuments(work)];
  const found = await foundPrices(work, asked.lines, lists);
  if (found.length < asked.lines.length) throw new AppError("link_not_found", { field: "product" });
  const rates = await ratesTo(work, asked, found);
  const byId = new Map(lists.map((list) => [list.id, list]));
  return found.map((one) => {
    const list = one.list === null ? undefined : byId.get(one.list);
    const line = asked.lines[one.place] as AskedLine;
    return { ...line, ...priced(one, { list, currency: asked.currency, rates, ...rules }) };
  });
}

interface Terms {
  readonly list: ApplicableList | undefined;
  readonly currency: string;
  readonly rates: Rates;
  readonly taxIncluded: boolean;
}

function priced(found: FoundPrice, terms: Terms): Omit<ProductPrice, "product" | "quantity"> {
  const { list, currency } = terms;
  const listPrice = usualIn(found, terms);
  const common = {
    listPrice,
    taxIncluded: taxIncludedBy(list, terms.taxIncluded),
    priceList: list ? { id: list.id, title: list.name } : null,
    fromQuantity: found.from_quantity === "0" ? null : found.from_quantity,
  };
  if (found.price !== null) return { ...common, price: found.price, reason: "list" };
  if (found.percent !== null)
    return { ...common, price: less(listPrice, found.percent, currency), reason: "list_percent" };
  const converted = listPrice !== null && found.usual_currency !== currency;
  const reason = listPrice === null ? "none" : converted ? "usual_converted" : "usual";
  return { ...common, price: listPrice, reason };
}

function taxIncludedBy(list: ApplicableList | undefined, usual: boolean): boolean {
  if (list?.tax_in_prices === "included") return true;
  return list?.tax_in_prices === "on_top" ? false : usual;
}

function less(price: string | null, percent: string, currency: string): string | null {
  if (price === null) return null;
  const decimals = Math.max(decimalsOf(currency), price.split(".")[1]?.length ?? 0);
  return Big(price).times(Big(100).minus(percent)).div(100).round(decimals, Big.roundHalfUp).toFixed();
}

function usualIn({ usual, usual_currency: from }: FoundPrice, { currency, rates }: Terms): string | null {
  if (usual === null || from === null || from === currency) return usual;
  const [had, wanted] = [rates.get(from), rates.get(currency)];
  if (!had || !wanted) return null;
  return Big(usual).times(had).div(wanted).round(decimalsOf(currency), Big.roundHalfUp).toFixed();
}

type Rates = ReadonlyMap<string, string>;

/** The rates that are needed to tell usual prices in the currency asked for; those of products with a price in a list are not. */
async function ratesTo(
  work: Work,
  { currency, on }: AskedPrices,
  found: readonly FoundPrice[],
): Promise<Rates> {
  const others = found
    .filter((one) => one.price === null && one.usual !== null && one.usual_currency !== currency)
    .flatMap((one) => one.usual_currency ?? []);
  const needed = others.length === 0 ? [] : [...new Set([...others, currency])];
  const rates = new Map<string, string>();
  for (const one of needed) rates.set(one, await rateOf(work, one, on));
  return rates;
}
