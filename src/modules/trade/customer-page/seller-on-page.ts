import { sellerOf } from "#catalogue";
import type { Locale } from "#kernel/locale";
import type { Work } from "#records";
import type { SellerOnPage } from "../contract/quote-links.ts";
import { organisationDesign } from "../printing/designing.ts";
import { addressLines } from "../printing/printed-parties.ts";

/** Who sells, as pages for customers show them: by the look of the documents. */
export async function sellerOnPage(work: Work, language: Locale): Promise<SellerOnPage> {
  const { name, country, address, email, phone } = await sellerOf(work);
  const { logo, accent } = await organisationDesign(work);
  return { name, country, address: addressLines(address, language), email, phone, logo, accent };
}
