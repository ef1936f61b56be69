import { AppError } from "#kernel/error";
import type { Money } from "#kernel/money";
import { create, get, list, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import { mostLines } from "../contract/line-shapes.ts";
import type { Wish } from "../documents/pricing-lines.ts";
import { fill } from "./versions.ts";

/** Begins a quote with the products of a deal, for its company or else its person. */
export async function quoteFromDeal(work: Work, id: string): Promise<RecordData> {
  const deal = await get(work, "deal", id);
  const [company, person] = [deal["company"], deal["person"]] as readonly (LinkValue | null | undefined)[];
  const customer = company ?? person;
  if (!customer) throw new AppError("field_required", { field: "company", object: "deal" });
  const { data } = await list(work, "deal_product", {
    filter: { field: "deal", op: "is", value: id },
    sort: "position",
    limit: mostLines,
  });
  const currency = currencyOf(deal, data) ?? work.currency;
  const quote = await create(work, "quote", {
    customer: customer.id,
    contact: person?.id,
    deal: id,
    subject: deal["name"],
    currency,
  });
  return fill(
    work,
    quote.id,
    data.map((line) => wishOf(line, currency)),
  );
}

function currencyOf(deal: RecordData, lines: readonly RecordData[]): string | undefined {
  const prices = [...lines.map((line) => line["price"]), deal["amount"]] as (Money | null | undefined)[];
  return prices.find((price) => price != null)?.currency;
}

function wishOf(line: RecordData, currency: string): Wish {
  const price = line["price"] as Money | null | undefined;
  return {
    product: (line["product"] as LinkValue).id,
    quantity: String(line["quantity"] ?? "1"),
    // A price in another currency says nothing here: the price list does.
    ...(price?.currency === currency && { price: price.amount }),
    discount: Number(Number(line["discount"] ?? 0).toFixed(2)),
    deal_product: line.id,
  };
}
