import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { businessDay, get, visibleIds, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { readPrices } from "../contract/prices.ts";
import { pricesFor } from "./prices-for.ts";

/** Prices as a user asks for them: of products and for a buyer that they may see. */
export async function readPricesFor(
  work: Work,
  { buyer = null, currency = work.currency, channel, on, lines }: BodyOf<typeof readPrices>,
): Promise<OutputOf<typeof readPrices>> {
  if (buyer) await get(work, "party", buyer);
  const products = [...new Set(lines.map(({ product }) => product))];
  const seen = await visibleIds(work, "product", products);
  if (seen.length < products.length) throw new AppError("link_not_found", { field: "product" });
  const day = on ?? businessDay(work);
  const prices = await pricesFor(work, { buyer, currency, channel, on: day, lines });
  const readsLists = grantOn(work.actor.rights, "price_list").read !== "none";
  return { data: readsLists ? prices : prices.map((price) => ({ ...price, priceList: null })) };
}
