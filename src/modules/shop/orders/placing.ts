import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { placeOrder } from "#trade";
import { create, type Work } from "#records";
import { buyerOf } from "../buyers/buyer-of.ts";
import { asWish, reckonCart } from "../carts/reckoning.ts";
import { cartInHand, type StoredCart } from "../carts/stored-cart.ts";
import { refuseTroubles } from "../carts/troubles.ts";
import { type Placing, type ShopOrderStatus, shopChannel } from "../contract/index.ts";
import { statusOf } from "./status.ts";

/**
 * Places the order of a cart, confirmed, at the prices of now. The cart is locked and remembers its order: of twenty at once
 * one places it, the others are answered the same. Throws what is wrong with a line under its place, `document_empty`,
 * `field_required` where nobody buys, `price_changed` where the buyer saw another total.
 */
export async function placeOrderOf(work: Work, id: string, placing: Placing): Promise<ShopOrderStatus> {
  const cart = await cartInHand(work, id, "locked");
  if (cart.order) return statusOf(work, cart.order);
  // Whoever types an address of mail has not shown that it is theirs: its owner's own prices are not theirs either.
  const byMail = placing.buyer !== undefined && "email" in placing.buyer;
  const customer = await orderable(work, cart, placing, byMail);
  const order = await placeOrder(work, {
    customer,
    origin: "shop",
    currency: cart.currency,
    channel: shopChannel,
    ...(byMail && { pricesFor: null }),
    ...(placing.reference && { reference: placing.reference }),
    ...(placing.deliveryAddress && { delivery_address: addressFrom(placing.deliveryAddress) }),
    lines: cart.lines.map(asWish),
    confirmed: true,
  });
  if (placing.expectedTotal !== undefined) await refuseOtherTotal(work, order.id, placing.expectedTotal);
  if (placing.comment)
    await create(work, "note", { party: customer, body: `${String(order["number"])}: ${placing.comment}` });
  await sql`
    update shop_carts set order_id = ${order.id}, buyer_id = ${byMail ? cart.buyer : customer}, updated_at = ${work.now},
      expires_at = ${work.now}::timestamptz + interval '14 days'
    where id = ${id}`.execute(work.db);
  return statusOf(work, order.id);
}

async function orderable(
  work: Work,
  cart: StoredCart,
  { buyer }: Placing,
  forEverybody: boolean,
): Promise<string> {
  const told = buyer ? await buyerOf(work, buyer) : cart.buyer;
  const reckoned = await reckonCart(work, { ...cart, buyer: told }, { forEverybody });
  if (!reckoned.buyer) throw new AppError("field_required", { field: "buyer" });
  if (reckoned.lines.length === 0) throw new AppError("document_empty");
  refuseTroubles(reckoned);
  return reckoned.buyer;
}

// What stands on the order, not what was reckoned before it: prices may change in between.
async function refuseOtherTotal(work: Work, id: string, expected: string): Promise<void> {
  const { rows } = await sql<{ total: string; currency: string }>`
    select total::text, currency from orders where id = ${id} and total <> ${expected}::numeric`.execute(
    work.db,
  );
  if (rows[0]) throw new AppError("price_changed", { field: "expectedTotal", params: rows[0] });
}

function addressFrom(told: NonNullable<Placing["deliveryAddress"]>) {
  const { street = null, city = null, region = null, postal_code = null, country = null } = told;
  return { street, city, region, postal_code, country };
}
