import { AppError } from "#kernel/error";
import { sql } from "kysely";
import type { Work } from "#records";
import { buyerInSight } from "../buyers/buyer-in-sight.ts";
import type { ShopCart, WantedCart } from "../contract/index.ts";
import { reckonCart } from "./reckoning.ts";
import { cartInHand, keepCart } from "./stored-cart.ts";
import { refuseTroubles } from "./troubles.ts";

/** Begins a cart. Throws what is wrong with a line under its place (`lines.0.quantity`), `link_not_found` for a buyer unseen. */
export async function beginCartWith(work: Work, wanted: WantedCart): Promise<ShopCart> {
  if (work.actor.userId === null) throw new AppError("not_allowed");
  return keptAndReckoned(work, wanted);
}

/** Says all of a cart anew. Errors as `beginCartWith`; `already_done` once it was ordered. */
export async function changeCartTo(work: Work, id: string, wanted: WantedCart): Promise<ShopCart> {
  const cart = await cartInHand(work, id, "locked");
  if (cart.order) throw new AppError("already_done");
  return keptAndReckoned(work, wanted, id);
}

export async function dropCartInHand(work: Work, id: string): Promise<void> {
  await cartInHand(work, id, "locked");
  await sql`delete from shop_carts where id = ${id}`.execute(work.db);
}

async function keptAndReckoned(work: Work, wanted: WantedCart, id?: string): Promise<ShopCart> {
  const { buyer = null, currency = work.currency, lines } = wanted;
  if (buyer && !(await buyerInSight(work, buyer))) throw new AppError("link_not_found", { field: "buyer" });
  const cart = await reckonCart(work, await keepCart(work, { buyer, currency, lines, ...(id && { id }) }));
  refuseTroubles(cart);
  return cart;
}
