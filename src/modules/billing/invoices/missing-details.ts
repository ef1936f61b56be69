import { sql } from "kysely";
import { isInUnion, type Seller, sellerOf } from "#catalogue";
import type { OutputOf } from "#kernel/action";
import { businessDay, get, limitsOnRecord, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import type { MissingDetail, readMissingDetails } from "../contract/missing-details.ts";
import { isProviderOn } from "../provider/keys.ts";
import { headNow, type PrintedHead } from "./printed-head.ts";

/** A draft, as far as the law asks for what stands on it. */
export interface IncompleteDraft {
  readonly kind: "invoice" | "deposit" | "credit_note";
  readonly seller: Seller;
  readonly buyer: PrintedHead["buyer"];
  readonly isCompany: boolean;
  /** It is paid by transfer alone. */
  readonly isTransferred: boolean;
  readonly suppliedOn: string | null;
  /** What is charged by periods tells these on its lines. */
  readonly isPeriodic: boolean;
  /** The last day on which something of its order was handed over. */
  readonly deliveredOn: string | null;
  readonly today: string;
}

/** Where a consumer's address need not stand on an invoice: Spain (RD 1619/2012, art. 6.1.e), Russia (no invoice for VAT is due, НК РФ 168.7). */
const withoutConsumersAddress: ReadonlySet<string> = new Set(["ES", "RU"]);

/**
 * What the law asks for on an invoice and a draft does not say: Directive 2006/112/EC, article 226, as Bulgaria (ЗДДС 114) and Spain
 * (RD 1619/2012, art. 6) have it, and Russia's Tax Code 169 (5); and where it is to be paid. See decision 0317.
 */
export function missingIn(draft: IncompleteDraft): MissingDetail[] {
  const { kind, seller, buyer, isCompany, isTransferred } = draft;
  const asksAddress = isCompany || !withoutConsumersAddress.has(seller.country);
  const missing: Readonly<Record<MissingDetail, boolean>> = {
    seller_name: seller.name === "",
    seller_address: !isWhole(seller.address),
    seller_tax_number: !seller.taxNumber && (seller.vatRegistered || !seller.registrationNumber),
    seller_bank: kind !== "credit_note" && isTransferred && !seller.iban,
    customer_address: asksAddress && !isWhole(buyer.address),
    customer_tax_number: isCompany && isAtHome(draft) && !buyer.taxNumber && !buyer.registrationNumber,
    supplied_on: lacksSupplyDay(draft),
  };
  return (Object.keys(missing) as MissingDetail[]).filter((detail) => missing[detail]);
}

const isWhole = ({ street, city }: { street?: string | null; city?: string | null }): boolean =>
  Boolean(street && city);

// Whoever buys from elsewhere has a number of another kind, or none.
function isAtHome({ seller, buyer }: IncompleteDraft): boolean {
  const country = buyer.address.country ?? seller.country;
  return country === seller.country || (isInUnion(country) && isInUnion(seller.country));
}

// Bulgaria wants the day of the taxable event on each invoice (ЗДДС 114, 1, 8), others where it is not that of issuing.
function lacksSupplyDay({
  kind,
  suppliedOn,
  isPeriodic,
  deliveredOn,
  seller,
  today,
}: IncompleteDraft): boolean {
  if (kind !== "invoice" || suppliedOn || isPeriodic) return false;
  return seller.country === "BG" || (deliveredOn !== null && deliveredOn !== today);
}

/** What drafts lack, by their ids; those that lack nothing are left out. */
export async function missingOf(
  work: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly MissingDetail[]>> {
  const [seller, isOnline] = await Promise.all([sellerOf(work), isProviderOn(work)]);
  const { rows } = await sql<
    Omit<IncompleteDraft, "seller" | "today"> & { readonly id: string; readonly head: PrintedHead }
  >`
    select v.id, v.kind, p.kind = 'company' as "isCompany", v.supplied_on::text as "suppliedOn", v.subscription_id is not null as "isPeriodic",
      ${headNow(seller)} as head, v.total > 0 and ${!isOnline} as "isTransferred",
      (select max(delivered_on)::text from deliveries d where d.order_id = v.order_id and d.kind = 'delivery' and d.archived_at is null) as "deliveredOn"
    from invoices v join parties p on p.id = v.customer_id where v.id = any(${ids}::uuid[]) and v.state = 'draft'`.execute(
    work.db,
  );
  const today = businessDay(work);
  const told = rows.map(
    (row) => [row.id, missingIn({ ...row, seller, buyer: row.head.buyer, today })] as const,
  );
  return new Map(told.filter(([, missing]) => missing.length > 0));
}

const fields: Partial<Record<MissingDetail, readonly string[]>> = {
  customer_address: ["address"],
  customer_tax_number: ["tax_number", "registration_number"],
};

/** The same of one, for its page: nothing of fields of the customer that the reader may not see. */
export async function missingDetails(work: Work, id: string): Promise<OutputOf<typeof readMissingDetails>> {
  const invoice = await get(work, "invoice", id);
  const customer = invoice["customer"] as LinkValue | null;
  const missing = (await missingOf(work, [id])).get(id) ?? [];
  const hidden = customer?.title
    ? (await limitsOnRecord(work, customer.object ?? "party", customer.id)).hidden
    : null;
  const isTold = (detail: MissingDetail) =>
    !fields[detail] || (hidden && !fields[detail].some((name) => hidden.includes(name)));
  return { data: missing.filter(isTold) };
}
