import { createHash } from "node:crypto";
import { type Seller, sellerOf, type UnitWord, unitWords } from "#catalogue";
import type { Work } from "#records";
import type { QuoteOnPage } from "../contract/quote-links.ts";
import { quoteKind } from "../documents/kinds.ts";
import { linesOf, type StoredLine, taxKeyOf } from "../documents/stored-lines.ts";
import { commentsOn } from "./comments.ts";
import { quoteRow, type QuoteRow } from "./quote-row.ts";
import { sellerOnPage } from "./seller-on-page.ts";

/** A quote as its customer sees it: nothing of costs, margins, other documents or how it came about. */
export async function pageOf(work: Work, id: string): Promise<QuoteOnPage> {
  const quote = await quoteRow(work, id);
  const lines = await linesOf(work, quoteKind, id);
  const seller = await sellerOf(work);
  const unitWord = await unitWords(work, quote.language);
  const signature = await work.db
    .selectFrom("quote_signatures")
    .select(["name", "created_at"])
    .where("quote_id", "=", id)
    .executeTakeFirst();
  const { id: _id, customer: _customer, over: _over, owner: _owner, email: _email, ...told } = quote;
  return {
    ...told,
    state: stateOf(quote),
    seller: await sellerOnPage(work, quote.language),
    lines: lines.map((line) => lineOnPage(line, unitWord)),
    comments: await commentsOn(work, id),
    decision: signature ? { name: signature.name, at: signature.created_at.toISOString() } : null,
    hash: hashOfContent(contentOf(quote, lines, seller)),
  };
}

function stateOf({ state, over }: QuoteRow): QuoteOnPage["state"] {
  if (state === "accepted" || state === "declined") return state;
  return state === "sent" && !over ? "open" : "expired";
}

function lineOnPage(line: StoredLine, unitWord: UnitWord): QuoteOnPage["lines"][number] {
  const { id, description, quantity, price, discount, optional, chosen } = line;
  const sums = { taxKey: taxKeyOf(line), taxRate: line.tax_rate };
  const unit = line.unit && unitWord(line.unit, quantity);
  return { id, description, quantity, unit, price, discount, optional, chosen, ...sums, total: line.net };
}

/** All that is agreed on when a quote is signed but the options, in a form that stays the same. */
export function contentOf(quote: QuoteRow, lines: readonly StoredLine[], seller: Seller): object {
  const { number, version, language, validUntil, introduction, terms, buyer } = quote;
  const { currency, taxIncluded, rounding, discount } = quote;
  return {
    number,
    version,
    language,
    validUntil,
    seller: { name: seller.name, taxNumber: seller.taxNumber },
    buyer,
    introduction,
    terms,
    currency,
    taxIncluded,
    rounding,
    discount,
    lines: lines.map((line) => ({
      id: line.id,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      price: line.price,
      discount: line.discount,
      tax: [taxKeyOf(line), line.tax_rate],
      optional: line.optional,
    })),
  };
}

export function hashOfContent(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
