import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { TaxTreatment } from "../contract/taxes.ts";
import { sellerOf } from "../seller/seller.ts";
import { isInUnion, nobodyKnown, type TaxedBuyer, taxedBuyers } from "./buyers.ts";

export interface Purchase {
  /** Id of a party; null for somebody who is not known. */
  readonly buyer: string | null;
  readonly lines: readonly { readonly taxClass: string | null }[];
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
 * the EU, or Russia (export: articles 146, НК РФ ст. 164); all others the seller's own rate of the class on the day.
 * Throws `tax_rate_missing` where there is none.
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
  const { country, vatRegistered } = await sellerOf(work);
  const [buyers, rates] = await Promise.all([
    taxedBuyers(
      work,
      purchases.flatMap(({ buyer }) => buyer ?? []),
    ),
    ratesOn(work, country, on),
  ]);
  return purchases.map(({ buyer, lines }) => {
    const taxed = (buyer && buyers.get(buyer)) || nobodyKnown;
    const whole = vatRegistered ? treatmentOf(country, taxed) : "not_registered";
    if (whole) return lines.map(() => ({ key: whole, rate: "0", treatment: whole }));
    return lines.map(({ taxClass }) => taxOf(taxClass ?? "standard", rates, { country, on }));
  });
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

/** The rates of a country that hold on a day, by class. */
export async function ratesOn(work: Work, country: string, on: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ tax_class: string; rate: string }>`
    select distinct on (tax_class) tax_class, trim_scale(rate)::text as rate from tax_rates
    where country = ${country} and valid_from <= ${on}::date and (valid_until is null or valid_until >= ${on}::date)
      and archived_at is null
    order by tax_class, valid_from desc`.execute(work.db);
  return new Map(rows.map(({ tax_class: taxClass, rate }) => [taxClass, rate]));
}
