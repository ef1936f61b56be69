import { sql } from "kysely";
import { type Seller, sellerOf, type UnitWord, unitWords } from "#catalogue";
import { AppError } from "#kernel/error";
import { isLocale, type Locale } from "#kernel/locale";
import type { Work } from "#records";
import { type DocumentKind, orderKind, quoteKind } from "../documents/kinds.ts";
import { linesOf, type StoredLine, taxKeyOf } from "../documents/stored-lines.ts";
import { discountInAll, reckon } from "../contract/reckoning.ts";
import { designFor } from "./designing.ts";
import type { PrintedDocument, PrintedLine, PrintedSignature, PrintedTax } from "./printed-document.ts";
import { printedBuyer, printedSeller } from "./printed-parties.ts";
import { assertSeenWhole } from "./seen-whole.ts";
import { wordsIn } from "./words.ts";

/** A quote to be printed, with the signature where it has one. Whoever asks: `seenQuote` asks for the right to it. */
export async function printedQuote(work: Work, id: string): Promise<PrintedDocument> {
  const document = await printedSale(work, quoteKind, id);
  const signature = await signatureOn(work, id);
  return signature ? { ...document, signature } : document;
}

/** As the actor may read it. */
export async function seenQuote(work: Work, id: string): Promise<PrintedDocument> {
  await assertSeenWhole(work, quoteKind, id);
  return printedQuote(work, id);
}

export async function seenOrder(work: Work, id: string): Promise<PrintedDocument> {
  await assertSeenWhole(work, orderKind, id);
  return printedSale(work, orderKind, id);
}

interface SaleRow {
  readonly number: string | null;
  readonly version: number;
  readonly state: string;
  readonly language: string;
  readonly issued: string;
  readonly validUntil: string | null;
  readonly delivery: string | null;
  readonly reference: string | null;
  readonly quote: string | null;
  readonly introduction: string | null;
  readonly terms: string | null;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly customer: string;
  readonly contact: string | null;
}

async function printedSale(work: Work, kind: DocumentKind, id: string): Promise<PrintedDocument> {
  const sale = await saleRow(work, kind, id);
  const lines = await linesOf(work, kind, id);
  const language: Locale = isLocale(sale.language) ? sale.language : "en";
  const seller = await sellerOf(work);
  const design = await designFor(work, kind.object, language);
  const unitWord = await unitWords(work, language);
  return {
    kind: kind.object,
    language,
    number: sale.number ?? "–",
    ...(sale.version > 1 && { version: sale.version }),
    draft: ["draft", "awaiting_approval"].includes(sale.state),
    currency: sale.currency,
    seller: printedSeller(seller, language),
    buyer: await printedBuyer(work, sale.customer, language, seller.country),
    ...(sale.contact && { contact: sale.contact }),
    days: given({ issued: sale.issued, valid_until: sale.validUntil, delivery: sale.delivery }),
    references: given({ quote: sale.quote, customer_reference: sale.reference }),
    lines: lines.map((line) => printedLine(line, sale, unitWord)),
    taxIncluded: sale.taxIncluded,
    taxes: taxesOf(lines, sale, { language, seller }),
    net: sale.net,
    tax: sale.tax,
    total: sale.total,
    ...(sale.terms && { notes: sale.terms }),
    ...(sale.introduction && { introduction: sale.introduction }),
    design,
  };
}

async function saleRow(work: Work, kind: DocumentKind, id: string): Promise<SaleRow> {
  const own =
    kind.object === "quote"
      ? sql`d.revision as version, d.valid_until::text as "validUntil", null as delivery, null as reference,
          null as quote, d.introduction, (coalesce(d.sent_at, d.created_at) at time zone o.time_zone)::date::text as issued`
      : sql`1 as version, null as "validUntil", d.deliver_on::text as delivery, d.reference,
          (select number from quotes where id = d.quote_id) as quote, null as introduction,
          coalesce(d.ordered_on, (d.created_at at time zone o.time_zone)::date)::text as issued`;
  const { rows } = await sql<SaleRow>`
    select d.number, d.state, d.language, d.terms, d.currency, d.tax_included as "taxIncluded", d.rounding,
      trim_scale(d.discount)::text as discount, d.net::text as net, d.tax::text as tax, d.total::text as total,
      d.customer_id as customer, (select name from parties where id = d.contact_id) as contact, ${own}
    from ${sql.table(kind.table)} d cross join organisation o
    where d.id = ${id} and d.archived_at is null`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

function printedLine(line: StoredLine, sale: SaleRow, unitWord: UnitWord): PrintedLine {
  const discount = discountInAll(line.discount, sale.discount);
  return {
    description: line.description,
    quantity: line.quantity,
    ...(line.unit && { unit: unitWord(line.unit, line.quantity) }),
    price: line.price,
    discount,
    taxRate: line.tax_rate,
    total: sale.taxIncluded ? line.total : line.net,
    ...(line.optional && { option: line.chosen ? "taken" : "open" }),
  };
}

/** By rate as the document was reckoned, with why there is none where the law asks for it. */
function taxesOf(
  lines: readonly StoredLine[],
  sale: SaleRow,
  { language, seller }: { readonly language: Locale; readonly seller: Seller },
): PrintedTax[] {
  const reckoned = reckon(
    lines.map((line) => ({ ...line, taxKey: taxKeyOf(line), taxRate: line.tax_rate, counts: line.chosen })),
    sale,
  );
  const reasons: Readonly<Record<string, string>> = wordsIn(language).reasons;
  return reckoned.taxes.map(({ key, rate, net, tax }) => {
    const reason = seller.vatRegistered ? reasons[key] : reasons["not_registered"];
    return { rate, net, tax, ...(reason && Number(tax) === 0 && { reason }) };
  });
}

async function signatureOn(work: Work, quote: string): Promise<PrintedSignature | undefined> {
  const row = await work.db
    .selectFrom("quote_signatures")
    .select(["name", "drawn", "content_hash", "created_at"])
    .where("quote_id", "=", quote)
    .where("decision", "=", "accepted")
    .executeTakeFirst();
  if (!row) return undefined;
  const at = row.created_at.toISOString();
  return {
    name: row.name,
    at,
    proof: `SHA-256 ${row.content_hash}`,
    ...(row.drawn && { picture: row.drawn }),
  };
}

function given<K extends string>(values: Readonly<Record<K, string | null>>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Partial<
    Record<K, string>
  >;
}
