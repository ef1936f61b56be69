import { sql } from "kysely";
import type { Work } from "#records";

/** Who buys, as far as taxes ask. */
export interface TaxedBuyer {
  /** ISO 3166; null where nobody said it. */
  readonly country: string | null;
  /** A company with a tax number of its own. */
  readonly business: boolean;
}

export const nobodyKnown: TaxedBuyer = { country: null, business: false };

export async function taxedBuyers(
  work: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TaxedBuyer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<TaxedBuyer & { id: string }>`
    select id, address_country as country, kind = 'company' and coalesce(btrim(tax_number), '') <> '' as business
    from parties where id = any(${ids}::uuid[])`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The customs territory of the European Union for VAT, by Council Directive 2006/112/EC, article 5. */
const european = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

export const isInUnion = (country: string): boolean => european.has(country);
