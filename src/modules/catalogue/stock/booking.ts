import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import { permits } from "#records/contract";
import type { bookStock } from "../contract/stock.ts";
import { moveStock, type StockMove } from "./moving.ts";

/** Books what a person says of a product's stock. Errors as `moveStock`, and `stock_not_kept`, `quantity_invalid`. */
export async function bookProductStock(
  work: Work,
  id: string,
  body: BodyOf<typeof bookStock>,
): Promise<{ movements: string[] }> {
  const product = await get(work, "product", id);
  if (!permits(work.actor.rights, "stock:move")) throw new AppError("not_allowed");
  for (const warehouse of [body.warehouse, body.to ?? body.warehouse])
    await get(work, "warehouse", warehouse);
  if (product["stocked"] !== true)
    throw new AppError("stock_not_kept", { params: { product: String(product["name"]) } });
  checkQuantity(body);
  return { movements: await moveStock(work, movesOf(id, body)) };
}

function checkQuantity({ kind, quantity, to, warehouse }: BodyOf<typeof bookStock>): void {
  const amount = Number(quantity);
  if (!(amount < 1e9) || amount < 0 || (amount === 0 && kind !== "count"))
    throw new AppError("quantity_invalid", { field: "quantity" });
  if (kind === "transfer" && (!to || to === warehouse)) throw new AppError("field_invalid", { field: "to" });
}

function movesOf(product: string, body: BodyOf<typeof bookStock>): readonly StockMove[] {
  const { warehouse, kind, quantity, to, reference = null, note = null } = body;
  const move = { product, warehouse, kind, quantity, reference, note };
  const out = { ...move, quantity: `-${quantity}` };
  switch (kind) {
    case "receipt":
      return [move];
    case "issue":
      return [out];
    case "count":
      return [{ ...move, counted: quantity }];
    case "transfer":
      return [out, { ...move, warehouse: to ?? warehouse }];
  }
}
