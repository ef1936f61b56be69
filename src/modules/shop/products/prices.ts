import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { readPricesFor, refuseWithdrawn } from "#catalogue";
import { lineProblem } from "#catalogue/contract";
import type { Work } from "#records";
import { type readShopPrices, shopChannel } from "../contract/index.ts";

/** What quantities of products on sale cost the buyer. Throws what is wrong with a line under its place (`lines.0.quantity`). */
export async function shopPrices(
  work: Work,
  { buyer, currency = work.currency, lines }: BodyOf<typeof readShopPrices>,
): Promise<OutputOf<typeof readShopPrices>> {
  for (const [at, { quantity }] of lines.entries()) {
    const problem = lineProblem({ quantity, discount: "0" });
    if (problem) throw new AppError(problem.code, { field: `lines.${at}.quantity`, params: problem.params });
  }
  const { data } = await readPricesFor(work, { buyer, currency, channel: shopChannel, lines });
  await refuseWithdrawn(
    work,
    lines.map(({ product }) => product),
  );
  return {
    currency,
    data: data.map(({ product, quantity, price, taxIncluded, listPrice, fromQuantity }) => ({
      product,
      quantity,
      price,
      taxIncluded,
      listPrice,
      fromQuantity,
    })),
  };
}
