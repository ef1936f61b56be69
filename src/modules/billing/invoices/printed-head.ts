import { type RawBuilder, sql } from "kysely";
import { type Seller, sellerOf } from "#catalogue";
import type { Work } from "#records";
import type { Address } from "#records/contract";

/** Who sells and who buys, as a document says it. */
export interface PrintedHead {
  readonly seller: Seller;
  readonly buyer: {
    readonly name: string;
    readonly address: Address;
    readonly taxNumber: string | null;
    readonly registrationNumber: string | null;
  };
  readonly contact: string | null;
}

/** Keeps with invoices that are issued now what they say of seller and customer. */
export async function keepHeads(work: Work, ids: readonly string[]): Promise<void> {
  const seller = await sellerOf(work);
  await sql`
    update invoices v set printed_head = ${headNow(seller)} from parties p
    where v.id = any(${ids}::uuid[]) and p.id = v.customer_id`.execute(work.db);
}

/** As it was kept when the invoice was issued; as both are today for a draft, and for what was issued before heads were kept. */
export async function headOf(work: Work, id: string): Promise<PrintedHead> {
  const seller = await sellerOf(work);
  const { rows } = await sql<{ head: PrintedHead }>`
    select coalesce(v.printed_head, ${headNow(seller)}) as head from invoices v join parties p on p.id = v.customer_id
    where v.id = ${id}`.execute(work.db);
  return rows[0]?.head as PrintedHead;
}

/** The head of the invoice `v`, whose customer is `p`, as both are today. */
export function headNow(seller: Seller): RawBuilder<unknown> {
  return sql`jsonb_build_object('seller', ${JSON.stringify(seller)}::jsonb,
    'buyer', jsonb_build_object('name', coalesce(nullif(p.legal_name, ''), p.name), 'taxNumber', p.tax_number,
      'registrationNumber', p.registration_number,
      'address', jsonb_build_object('street', p.address_street, 'city', p.address_city, 'region', p.address_region,
        'postal_code', p.address_postal_code, 'country', p.address_country)),
    'contact', (select name from parties where id = v.contact_id))`;
}
