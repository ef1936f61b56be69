import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Address, permits, type RecordData } from "#records/contract";
import { get, update, type Work } from "#records";
import type { BodyOf } from "#kernel/action";
import type { changeSeller } from "../contract/seller.ts";

/** Who sells, as documents print it. */
export interface Seller {
  readonly name: string;
  readonly address: Address;
  /** Whose taxes are charged, ISO 3166. */
  readonly country: string;
  readonly registrationNumber: string | null;
  readonly taxNumber: string | null;
  readonly vatRegistered: boolean;
  /** Since which day consumers elsewhere in the EU pay their own country's tax; null for never. */
  readonly unionConsumersFrom: string | null;
  /** Whether they do so for services, which are electronic ones. */
  readonly unionConsumersServices: boolean;
  readonly bank: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly signatory: string | null;
}

/** Who sells, whoever asks: it stands on every document. What was not told is the organisation's. */
export async function sellerOf(work: Work): Promise<Seller> {
  const { rows } = await sql<{ seller: Omit<Seller, "country"> & { readonly country: string | null } }>`
    select jsonb_build_object(
      'name', coalesce(nullif(s.name, ''), o.name, ''),
      'address', jsonb_build_object('street', s.address_street, 'city', s.address_city, 'region', s.address_region,
        'postal_code', s.address_postal_code, 'country', coalesce(s.address_country, o.country)),
      'country', coalesce(s.tax_country, s.address_country, o.country),
      'registrationNumber', s.registration_number, 'taxNumber', s.tax_number, 'vatRegistered', s.vat_registered,
      'unionConsumersFrom', s.union_consumers_from, 'unionConsumersServices', s.union_consumers_services,
      'bank', s.bank, 'iban', s.iban, 'bic', s.bic, 'email', s.email, 'phone', s.phone, 'website', s.website,
      'signatory', s.signatory) as seller
    from sellers s left join organisation o on true`.execute(work.db);
  const [row] = rows;
  if (!row) throw new Error("the row of the seller is gone");
  return { ...row.seller, country: row.seller.country ?? work.country };
}

export async function readSellerRecord(work: Work): Promise<RecordData> {
  return get(work, "seller", await sellerId(work));
}

export async function changeSellerTo(work: Work, change: BodyOf<typeof changeSeller>): Promise<RecordData> {
  if (!permits(work.actor.rights, "settings:change")) throw new AppError("not_allowed");
  return update(work, "seller", await sellerId(work), change, { governed: true });
}

async function sellerId(work: Work): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from sellers`.execute(work.db);
  return rows[0]?.id ?? "";
}
