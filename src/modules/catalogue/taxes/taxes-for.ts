import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { TaxTreatment } from "../contract/taxes.ts";
import { type Seller, sellerOf } from "../seller/seller.ts";
import { isInUnion, nobodyKnown, type TaxedBuyer, taxedBuyers } from "./buyers.ts";

export interface Purchase {
  /** Id of a party; null for somebody who is not known. */
  readonly buyer: string | null;
  readonly lines: readonly {
    readonly taxClass: string | null;
    /** Id of what is sold; what is no product is taxed as goods, with which it goes. */
    readonly product?: string | null;
  }[];
}

export interface TaxesAsked extends Purchase {
  /** The day of taxation, `YYYY-MM-DD`. */
  readonly on: string;
}

export interface LineTax {
  /** The class, or why there is no tax; lines of one key and rate are taxed together. */
  readonly key: string;
  /** In percent. */
  readonly rate: string;
  readonly treatment: TaxTreatment;
}

/**
 * The tax of each line, in their order. A seller who is not registered charges none. Sales to businesses in another
 * country of the EU bear none (reverse charge: Directive 2006/112/EC, articles 138 and 196), nor do those that leave
 * the EU, or Russia (export: articles 146, НК РФ ст. 164). Consumers elsewhere in the EU pay the rate of their country from
 * the day on that the seller says (articles 33 and 59c; decision 0290); all others the seller's own rate of the class on the
 * day. Throws `tax_rate_missing` where there is none.
 */
export async function taxesFor(work: Work, { on, ...purchase }: TaxesAsked): Promise<LineTax[]> {
  const [taxes = []] = await taxesOfPurchases(work, on, [purchase]);
  return taxes;
}

/** The same for many buyers, in the order of their purchases, by as many questions as for one. */
export async function taxesOfPurchases(
  work: Work,
  on: string,
  purchases: readonly Purchase[],
): Promise<LineTax[][]> {
  const seller = await sellerOf(work);
  const { country, vatRegistered } = seller;
  const buyers = await taxedBuyers(
    work,
    purchases.flatMap(({ buyer }) => buyer ?? []),
  );
  const abroad = isByDestination(seller, on)
    ? [...buyers.values()].flatMap((buyer) => buyer.country ?? [])
    : [];
  const [rates, services] = await Promise.all([
    ratesOn(work, [country, ...abroad], on),
    seller.unionConsumersServices || abroad.length === 0 ? nothing : servicesAmong(work, purchases),
  ]);
  return purchases.map(({ buyer, lines }) => {
    const taxed = (buyer && buyers.get(buyer)) || nobodyKnown;
    const whole = vatRegistered ? treatmentOf(country, taxed) : "not_registered";
    if (whole) return lines.map(() => ({ key: whole, rate: "0", treatment: whole }));
    const destination = isByDestination(seller, on) && taxed.country ? taxed.country : country;
    return lines.map(({ taxClass, product }) => {
      const at = product && services.has(product) ? country : destination;
      return taxOf(taxClass ?? "standard", rates.get(at) ?? noRates, { country: at, on });
    });
  });
}

const nothing: ReadonlySet<string> = new Set();
const noRates: ReadonlyMap<string, string> = new Map();

/** Whether consumers elsewhere in the EU are taxed where they are. Out of the EU nobody is left who is taxed at all. */
function isByDestination({ country, unionConsumersFrom: from }: Seller, on: string): boolean {
  return from !== null && from <= on && isInUnion(country);
}

/** What is sold that is a service: it is taxed where the seller is (article 45). */
async function servicesAmong(work: Work, purchases: readonly Purchase[]): Promise<ReadonlySet<string>> {
  const products = purchases.flatMap(({ lines }) => lines.flatMap(({ product }) => product ?? []));
  const { rows } = await sql<{ id: string }>`
    select id from products where id = any(${products}::uuid[]) and kind = 'service'`.execute(work.db);
  return new Set(rows.map(({ id }) => id));
}

/** How a whole document is treated; null where its lines are taxed by their classes. */
function treatmentOf(country: string, buyer: TaxedBuyer): "reverse_charge" | "export" | null {
  if (!buyer.country || buyer.country === country) return null;
  if (!isInUnion(country) || !isInUnion(buyer.country)) return "export";
  return buyer.business ? "reverse_charge" : null;
}

function taxOf(
  taxClass: string,
  rates: ReadonlyMap<string, string>,
  { country, on }: { readonly country: string; readonly on: string },
): LineTax {
  const rate = rates.get(taxClass);
  if (rate === undefined)
    throw new AppError("tax_rate_missing", {
      field: "tax_class",
      params: { tax_class: taxClass, country, day: on },
    });
  const treatment = taxClass === "exempt" || taxClass === "zero" ? taxClass : "standard";
  return { key: taxClass, rate, treatment };
}

/** The rates of countries that hold on a day, by country and class. */
async function ratesOn(
  work: Work,
  countries: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { rows } = await sql<{ country: string; tax_class: string; rate: string }>`
    select distinct on (country, tax_class) country, tax_class, trim_scale(rate)::text as rate from tax_rates
    where country = any(${[...new Set(countries)]}::text[]) and valid_from <= ${on}::date
      and (valid_until is null or valid_until >= ${on}::date) and archived_at is null
    order by country, tax_class, valid_from desc`.execute(work.db);
  const byCountry = Map.groupBy(rows, ({ country }) => country);
  return new Map(
    [...byCountry].map(([country, some]) => [
      country,
      new Map(some.map(({ tax_class: taxClass, rate }) => [taxClass, rate])),
    ]),
  );
}
