import { sql } from "kysely";
import type { Address, LinkValue, RecordData } from "#records/contract";
import { create, get, type Work } from "#records";
import { tradeEvents } from "../contract/events.ts";
import { carriedLinks } from "../documents/carried-links.ts";
import { asNew, wishesFrom } from "../documents/copying-lines.ts";
import { type DocumentInHand, takeInHand } from "../documents/document-in-hand.ts";
import { orderKind } from "../documents/kinds.ts";
import { assertNotEmpty } from "../documents/lines-there.ts";
import { priceLines, type Wish } from "../documents/pricing-lines.ts";
import type { StoredLine } from "../documents/stored-lines.ts";
import { rewriteLines, writeLines } from "../documents/writing-lines.ts";
import { confirm } from "./confirming.ts";
import { promiseStock } from "./promising.ts";

/** Makes the order of an accepted quote: the lines that count, at the prices and sums that were quoted. It is confirmed at once. */
export async function orderFromQuote(
  work: Work,
  quote: DocumentInHand,
  taken: readonly StoredLine[],
): Promise<RecordData> {
  const { subject, customer, contact, deal, currency, language, channel, terms, owner, rounding } = quote;
  const amount = (sum: string) => ({ amount: sum, currency });
  const order = await create(
    work,
    "order",
    {
      subject,
      customer,
      contact,
      deal,
      currency,
      language,
      channel,
      terms,
      owner,
      rounding,
      discount: Number(quote.discount),
      tax_included: quote.taxIncluded,
      net: amount(quote.net),
      tax: amount(quote.tax),
      total: amount(quote.total),
      quote: quote.id,
      origin: "quote",
      state: "confirmed",
      confirmed_at: work.now.toISOString(),
      delivery_address: await addressOf(work, customer),
    },
    { governed: true, carried: carriedLinks },
  );
  await writeLines(work, orderKind, {
    document: order.id,
    currency,
    lines: asNew(taken),
    carried: carriedLinks,
  });
  await rememberQuoteLines(work, order.id, taken);
  await promiseStock(work, taken, "promised");
  work.emit({ name: tradeEvents.orderConfirmed, object: "order", records: [order.id] });
  return get(work, "order", order.id);
}

export interface PlacedOrder {
  readonly customer: string;
  readonly contact?: string | null;
  readonly origin: "shop" | "contract" | "manual";
  /** The organisation's own unless told. */
  readonly currency?: string;
  readonly language?: string;
  readonly channel?: string;
  readonly subject?: string;
  /** What the customer calls it. */
  readonly reference?: string;
  readonly deliver_on?: string;
  /** The customer's own unless told. */
  readonly delivery_address?: Address;
  readonly terms?: string;
  readonly owner?: string | null;
  readonly lines: readonly Wish[];
  /** Whose price lists hold: the customer's own unless told; null for those for everybody. */
  readonly pricesFor?: string | null;
  /** Whether it binds at once. */
  readonly confirmed: boolean;
}

/**
 * Makes an order that somebody places, at the prices for this customer today. Throws what is wrong with a line under its
 * place (`lines.0.quantity`), `product_withdrawn`, `document_empty`.
 */
export async function placeOrder(work: Work, placed: PlacedOrder): Promise<RecordData> {
  const { lines, confirmed, pricesFor, ...values } = placed;
  const order = await create(
    work,
    "order",
    { ...values, delivery_address: values.delivery_address ?? (await addressOf(work, values.customer)) },
    { governed: true },
  );
  const inHand = await takeInHand(work, orderKind, order.id);
  const priced = await priceLines(work, { ...inHand, ...(pricesFor !== undefined && { pricesFor }) }, lines);
  await rewriteLines(work, orderKind, { ...inHand, document: order.id, stored: [], priced });
  await assertNotEmpty(work, orderKind, order.id);
  return confirmed
    ? confirm(work, await takeInHand(work, orderKind, order.id))
    : get(work, "order", order.id);
}

/** Begins another order with the same lines. */
export async function copyOrder(work: Work, id: string): Promise<RecordData> {
  const before = await get(work, "order", id);
  const copied = ["subject", "customer", "contact", "currency", "discount", "language", "channel", "terms"];
  const copy = await create(work, "order", {
    ...Object.fromEntries(copied.map((name) => [name, idOf(before[name])])),
    delivery_address: before["delivery_address"],
  });
  const inHand = await takeInHand(work, orderKind, copy.id);
  const priced = await priceLines(work, inHand, await wishesFrom(work, orderKind, id));
  await rewriteLines(work, orderKind, { ...inHand, document: copy.id, stored: [], priced });
  return get(work, "order", copy.id);
}

async function rememberQuoteLines(work: Work, order: string, taken: readonly StoredLine[]): Promise<void> {
  const rows = taken.map(({ id }, position) => ({ id, position }));
  await sql`
    update order_lines l set quote_line_id = given.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, position integer)
    where l.order_id = ${order} and l.position = given.position`.execute(work.db);
}

async function addressOf(work: Work, party: string): Promise<Address | null> {
  const { rows } = await sql<Address>`
    select address_street as street, address_city as city, address_region as region,
      address_postal_code as postal_code, address_country as country
    from parties where id = ${party}
      and (address_street, address_city, address_postal_code, address_country) is distinct from (null, null, null, null)`.execute(
    work.db,
  );
  return rows[0] ?? null;
}

const idOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "id" in value ? (value as LinkValue).id : (value ?? null);
