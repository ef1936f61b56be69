import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { WantedLine } from "../contract/index.ts";

export interface StoredCart {
  readonly id: string;
  readonly buyer: string | null;
  readonly currency: string;
  readonly lines: readonly WantedLine[];
  readonly order: string | null;
  readonly expires: Date;
}

const columns = sql`id, buyer_id as buyer, currency, lines, order_id as "order", expires_at as expires`;

/** A cart of the caller's own that has not expired; `not_found` else. `locked` until the unit ends for who changes it. */
export async function cartInHand(work: Work, id: string, locked: "locked" | "read"): Promise<StoredCart> {
  const lock = locked === "locked" ? sql`for update` : sql``;
  const { rows } = await sql<StoredCart>`
    select ${columns} from shop_carts
    where id = ${id} and created_by = ${work.actor.userId} and expires_at > ${work.now} ${lock}`.execute(
    work.db,
  );
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

/** Puts a cart down, a new one or in place of what it was, for another 14 days. */
export async function keepCart(
  work: Work,
  cart: Pick<StoredCart, "buyer" | "currency" | "lines"> & { readonly id?: string },
): Promise<StoredCart> {
  const values = sql`${cart.buyer}::uuid, ${cart.currency}, ${JSON.stringify(cart.lines)}::jsonb,
    ${work.now}::timestamptz + interval '14 days', ${work.now}::timestamptz`;
  const { rows } = cart.id
    ? await sql<StoredCart>`
        update shop_carts set (buyer_id, currency, lines, expires_at, updated_at) = (${values})
        where id = ${cart.id} returning ${columns}`.execute(work.db)
    : await sql<StoredCart>`
        insert into shop_carts (buyer_id, currency, lines, expires_at, updated_at, created_by)
        values (${values}, ${work.actor.userId}) returning ${columns}`.execute(work.db);
  return rows[0] as StoredCart;
}
