import { sql } from "kysely";
import type { Work } from "#records";

/** Who buys, as far as taxes ask. */
export interface TaxedBuyer {
  /** ISO 3166; null where nobody said it. */
  readonly country: string | null;
  /** A company with a tax number of its own. */
  readonly business: boolean;
}

export async function taxedBuyer(work: Work, buyer: string | null): Promise<TaxedBuyer> {
  if (!buyer) return { country: null, business: false };
  const { rows } = await sql<TaxedBuyer>`
    select address_country as country, kind = 'company' and coalesce(btrim(tax_number), '') <> '' as business
    from parties where id = ${buyer}`.execute(work.db);
  return rows[0] ?? { country: null, business: false };
}

/** The customs territory of the European Union for VAT, by Council Directive 2006/112/EC, article 5. */
const european = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

export const isInUnion = (country: string): boolean => european.has(country);
