import { sql } from "kysely";
import type { Seller } from "#catalogue";
import type { Work } from "#records";
import type { Locale } from "#kernel/locale";
import type { PrintedBank, PrintedParty } from "./printed-document.ts";

interface Address {
  readonly street?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postal_code?: string | null;
  readonly country?: string | null;
}

/** As it is written on an envelope: street, postal code with place, region; the country only where it is another. */
export function addressLines(address: Address | null, language: Locale = "en", home?: string): string[] {
  if (!address) return [];
  const { street, city, region, postal_code: code, country } = address;
  const place = [code, city].filter(Boolean).join(" ");
  const abroad = country && country !== home ? countryName(country, language) : null;
  return [...(street?.split("\n") ?? []), place, region, abroad].flatMap((line) => line?.trim() || []);
}

function countryName(country: string, language: Locale): string {
  try {
    return new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
  } catch {
    return country;
  }
}

export function printedSeller(seller: Seller, language: Locale): PrintedParty {
  const { name, country, registrationNumber, taxNumber, email, phone, website } = seller;
  return {
    name,
    address: addressLines(seller.address, language),
    country,
    ...told({ registrationNumber, taxNumber, email, phone, website }),
  };
}

/** Where to pay; nothing where the seller told no account. */
export function printedBank({ iban, bic, bank, name }: Seller, reference: string): PrintedBank | undefined {
  return iban ? { holder: name, iban, reference, ...told({ bic, bank }) } : undefined;
}

/** A customer as documents print it, whoever asks. */
export async function printedBuyer(
  work: Work,
  party: string,
  language: Locale,
  home: string,
): Promise<PrintedParty> {
  const { rows } = await sql<{
    name: string;
    address: Address;
    taxNumber: string | null;
    registrationNumber: string | null;
  }>`
    select coalesce(nullif(legal_name, ''), name) as name, tax_number as "taxNumber",
      registration_number as "registrationNumber",
      jsonb_build_object('street', address_street, 'city', address_city, 'region', address_region,
        'postal_code', address_postal_code, 'country', address_country) as address
    from parties where id = ${party}`.execute(work.db);
  const { name = "", address = {}, taxNumber = null, registrationNumber = null } = rows[0] ?? {};
  return { name, address: addressLines(address, language, home), ...told({ taxNumber, registrationNumber }) };
}

type Told<T> = { readonly [K in keyof T]?: string };

function told<T extends Readonly<Record<string, string | null>>>(values: T): Told<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Told<T>;
}
