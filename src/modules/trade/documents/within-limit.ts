import { discountLimitOf, pricesFor } from "#catalogue";
import { priceAs } from "#catalogue/contract";
import { AppError } from "#kernel/error";
import { businessDay, type Work } from "#records";
import { discountGiven } from "../contract/reckoning.ts";
import type { Head } from "./pricing-lines.ts";
import type { StoredLine } from "./stored-lines.ts";

export type DiscountedLine = Pick<
  StoredLine,
  "product" | "quantity" | "price" | "discount" | "tax_rate" | "list_price"
>;

/**
 * Throws where the lines of a document give more discount than the actor may: `approval_needed` for what can be asked for,
 * else `discount_above_limit`; and as `largestDiscount`.
 */
export async function assertWithinLimit(
  work: Work,
  { head, lines }: { readonly head: Head; readonly lines: readonly DiscountedLine[] },
  code: "approval_needed" | "discount_above_limit" = "discount_above_limit",
): Promise<void> {
  const limit = await discountLimitOf(work);
  if (limit >= 100) return;
  const discount = await largestDiscount(work, head, lines);
  if (discount > limit) throw new AppError(code, { params: { discount, limit } });
}

/**
 * The largest discount that a document gives on any line, in percent. A product's line whose list price could not be told
 * when it was written is looked up once more: throws `currency_rate_missing` where there still is no rate, for without one
 * any price would pass.
 */
export async function largestDiscount(
  work: Work,
  head: Head,
  lines: readonly DiscountedLine[],
): Promise<number> {
  const asked = lines.flatMap(({ product, quantity, list_price }, at) =>
    product && list_price === null ? [{ at, product, quantity }] : [],
  );
  const found = asked.length > 0 ? await pricesFor(work, askedOf(work, head, asked)) : [];
  const looked = new Map(asked.map(({ at }, index) => [at, found[index]]));
  const given = lines.map((line, at) => {
    const one = looked.get(at);
    const listPrice =
      one?.price == null
        ? line.list_price
        : priceAs(one.price, {
            included: one.taxIncluded,
            wanted: head.taxIncluded,
            rate: line.tax_rate,
            currency: head.currency,
          });
    return Number(discountGiven({ ...line, listPrice }, head.discount));
  });
  return Math.max(0, ...given);
}

const askedOf = (
  work: Work,
  { customer, currency, channel }: Head,
  lines: readonly { readonly product: string; readonly quantity: string }[],
) => ({ buyer: customer, currency, channel, on: businessDay(work), lines });
