import { sql } from "kysely";
import type { Work } from "#records";
import type { DocumentRules } from "../contract/document-sums.ts";

/** How a country writes prices and rounds tax. Where we do not know: tax on top, rounded once a document (EN 16931). */
type CountryRules = Pick<DocumentRules, "taxIncluded" | "rounding">;

// Russia: счёт-фактура names the tax of each line and adds these up; prices are told with НДС.
// Bulgaria and Spain: the base is added up by rate and taxed once, as the ledgers and Facturae ask for it.
const byCountry: Readonly<Record<string, CountryRules>> = {
  BG: { taxIncluded: false, rounding: "document" },
  ES: { taxIncluded: false, rounding: "document" },
  RU: { taxIncluded: true, rounding: "line" },
};
const elsewhere: CountryRules = { taxIncluded: false, rounding: "document" };

export function rulesOfCountry(country: string): CountryRules {
  return byCountry[country] ?? elsewhere;
}

/** How documents are reckoned: as the seller's country does, unless the seller says otherwise. */
export async function rulesOfDocuments(work: Work): Promise<CountryRules & { readonly country: string }> {
  const { rows } = await sql<{ country: string; tax_in_prices: string; tax_rounding: string }>`
    select coalesce(s.tax_country, s.address_country, o.country) as country, s.tax_in_prices, s.tax_rounding
    from sellers s left join organisation o on true`.execute(work.db);
  const { country = work.country, tax_in_prices: prices, tax_rounding: rounding } = rows[0] ?? {};
  const usual = rulesOfCountry(country ?? work.country);
  return {
    country: country ?? work.country,
    taxIncluded: prices === "included" || (prices !== "on_top" && usual.taxIncluded),
    rounding: rounding === "line" || rounding === "document" ? rounding : usual.rounding,
  };
}
