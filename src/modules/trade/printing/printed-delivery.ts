import { sql } from "kysely";
import { sellerOf, unitWords } from "#catalogue";
import { AppError } from "#kernel/error";
import { isLocale } from "#kernel/locale";
import { get, type Work } from "#records";
import type { Address, LinkValue } from "#records/contract";
import { designFor } from "./designing.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { addressLines, printedBuyer, printedSeller } from "./printed-parties.ts";
import { assertFieldsSeen } from "./seen-whole.ts";

/**
 * What was delivered and where to, without prices, as the actor may read it. Throws `not_found`, also for a return, which goes
 * with no note of ours, and `not_allowed` where something on it is hidden.
 */
export async function seenDelivery(work: Work, id: string): Promise<PrintedDocument> {
  const { kind, customer } = await get(work, "delivery", id);
  if (kind !== "delivery") throw new AppError("not_found");
  await assertFieldsSeen(work, "delivery", id);
  const party = customer as LinkValue | null;
  if (!party) throw new AppError("not_allowed");
  await assertFieldsSeen(work, party.object ?? "party", party.id);
  return printedDelivery(work, id);
}

interface DeliveryRow {
  readonly number: string;
  readonly on: string;
  readonly address: Address;
  readonly tracking: string | null;
  readonly comment: string | null;
  readonly customer: string;
  readonly order: string | null;
  readonly reference: string | null;
  readonly language: string;
  readonly currency: string;
  readonly contact: string | null;
}

async function printedDelivery(work: Work, id: string): Promise<PrintedDocument> {
  const delivery = await deliveryRow(work, id);
  const language = isLocale(delivery.language) ? delivery.language : "en";
  const seller = await sellerOf(work);
  const buyer = await printedBuyer(work, delivery.customer, language, seller.country);
  const address = addressLines(delivery.address, language, seller.country);
  const { number, on, order, reference, tracking, contact, comment } = delivery;
  return {
    kind: "delivery_note",
    language,
    number,
    currency: delivery.currency,
    seller: printedSeller(seller, language),
    buyer: address.length > 0 ? { ...buyer, address } : buyer,
    ...(contact && { contact }),
    days: { issued: on },
    references: {
      ...(order && { order }),
      ...(reference && { customer_reference: reference }),
      ...(tracking && { tracking }),
    },
    lines: await linesOf(work, id, await unitWords(work, language)),
    taxIncluded: false,
    taxes: [],
    net: "0",
    tax: "0",
    total: "0",
    ...(comment && { notes: comment }),
    design: await designFor(work, "delivery_note", language),
  };
}

async function deliveryRow(work: Work, id: string): Promise<DeliveryRow> {
  const { rows } = await sql<DeliveryRow>`
    select d.number, d.delivered_on::text as on, d.tracking, d.comment, d.customer_id as customer, o.number as order, o.reference,
      o.language, o.currency, (select name from parties where id = o.contact_id) as contact,
      jsonb_build_object('street', d.address_street, 'city', d.address_city, 'region', d.address_region,
        'postal_code', d.address_postal_code, 'country', d.address_country) as address
    from deliveries d join orders o on o.id = d.order_id where d.id = ${id}`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

async function linesOf(
  work: Work,
  delivery: string,
  unitWord: Awaited<ReturnType<typeof unitWords>>,
): Promise<PrintedDocument["lines"]> {
  const { rows } = await sql<{ description: string; quantity: string; unit: string | null }>`
    select description, trim_scale(quantity)::text as quantity, unit from delivery_lines
    where delivery_id = ${delivery} and archived_at is null order by position, id`.execute(work.db);
  return rows.map(({ description, quantity, unit }) => ({
    description,
    quantity,
    ...(unit && { unit: unitWord(unit, quantity) }),
    price: "0",
    total: "0",
  }));
}
