import Big from "big.js";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { tellByRule, type Work } from "#records";
import { catalogueEvents } from "../contract/events.ts";
import type { movementKinds } from "../contract/stock.ts";
import { type HeldLevel, holdLevels, levelKey } from "./held-levels.ts";
import { stockedMoves } from "./stocked-moves.ts";

export interface StockMove {
  readonly product: string;
  /** The main one where none is told. */
  readonly warehouse: string | null;
  /** What comes in; less than zero, what goes out. */
  readonly quantity: string;
  readonly kind: (typeof movementKinds)[number];
  /** Number of the document, for people. */
  readonly reference?: string | null;
  readonly note?: string | null;
  /** What of the promised is thereby kept, or is promised no longer. */
  readonly released?: string;
  /** What was found there, in place of `quantity`. */
  readonly counted?: string;
}

/**
 * Books movements and keeps the levels, under a lock of each level in the order of products and warehouses, so that two
 * who move at once take turns. Parts stand for their bundles; what no stock is kept of is passed over. Answers the ids of the
 * movements. Throws `stock_short` where less would lie there than nothing, `warehouse_missing` where there is none.
 */
export async function moveStock(work: Work, moves: readonly StockMove[]): Promise<string[]> {
  const stocked = await stockedMoves(work, moves);
  if (stocked.length === 0) return [];
  const levels = await holdLevels(work, stocked);
  const booked = stocked.flatMap((move) => bookOn(levels, move));
  await writeLevels(work, [...levels.values()]);
  await writeMovements(work, booked);
  const products = [...new Set(booked.map(({ product }) => product))];
  if (products.length > 0)
    work.emit({ name: catalogueEvents.stockMoved, object: "product", records: products });
  return booked.map(({ id }) => id);
}

/** Promises stock to orders, or takes promises back (less than zero); no level is refused, for what is short can be bought. */
export async function reserveStock(
  work: Work,
  promises: readonly Pick<StockMove, "product" | "warehouse" | "quantity">[],
): Promise<void> {
  const moves = promises.map(({ quantity, ...one }): StockMove => {
    return { ...one, kind: "delivery", quantity: "0", released: Big(quantity).times(-1).toFixed() };
  });
  const stocked = await stockedMoves(work, moves);
  if (stocked.length === 0) return;
  const levels = await holdLevels(work, stocked);
  for (const move of stocked) bookOn(levels, move);
  await writeLevels(work, [...levels.values()]);
}

interface Booked extends StockMove {
  readonly id: string;
  readonly warehouse: string;
  readonly balance: string;
}

/** Books a move on the level it concerns; nothing is booked where nothing moved. */
function bookOn(
  levels: ReadonlyMap<string, HeldLevel>,
  move: StockMove & { readonly warehouse: string },
): readonly Booked[] {
  const level = levels.get(levelKey(move.product, move.warehouse)) as HeldLevel;
  const moved = move.counted === undefined ? Big(move.quantity) : Big(move.counted).minus(level.quantity);
  const balance = level.quantity.plus(moved);
  if (balance.lt(0)) throw short(level);
  level.quantity = balance;
  const reserved = level.reserved.minus(move.released ?? "0");
  level.reserved = reserved.lt(0) ? Big(0) : reserved;
  if (moved.eq(0)) return [];
  return [{ ...move, id: newId(), quantity: moved.toFixed(), balance: balance.toFixed() }];
}

function short({ title, warehouseTitle, quantity }: HeldLevel): AppError {
  const params = { product: title, warehouse: warehouseTitle, available: quantity.toFixed() };
  return new AppError("stock_short", { field: "quantity", params });
}

async function writeLevels(work: Work, levels: readonly HeldLevel[]): Promise<void> {
  const changed = levels.filter(({ quantity, reserved, before }) => {
    return !quantity.eq(before.quantity) || !reserved.eq(before.reserved);
  });
  if (changed.length === 0) return;
  const rows = JSON.stringify(
    changed.map(({ id, quantity, reserved }) => ({
      id,
      quantity: quantity.toFixed(),
      reserved: reserved.toFixed(),
    })),
  );
  await sql`
    update stock_levels l set quantity = given.quantity, reserved = given.reserved, version = version + 1,
      updated_at = ${work.now}, updated_by = ${work.actor.userId}
    from jsonb_to_recordset(${rows}::jsonb) as given (id uuid, quantity numeric, reserved numeric)
    where l.id = given.id`.execute(work.db);
  const told = changed.map(({ id, quantity, reserved, before }) => ({
    id,
    changes: {
      quantity: { from: before.quantity, to: quantity.toFixed() },
      reserved: { from: before.reserved, to: reserved.toFixed() },
    },
  }));
  await tellByRule(work, "stock_level", "changed", told);
}

async function writeMovements(work: Work, booked: readonly Booked[]): Promise<void> {
  if (booked.length === 0) return;
  await sql`
    insert into stock_movements (id, product_id, warehouse_id, kind, quantity, balance, reference, note, created_at,
      created_by, updated_at, updated_by)
    select id, product, warehouse, kind, quantity, balance, reference, note, ${work.now}, ${work.actor.userId},
      ${work.now}, ${work.actor.userId}
    from jsonb_to_recordset(${JSON.stringify(booked)}::jsonb) as given (id uuid, product uuid, warehouse uuid,
      kind text, quantity numeric, balance numeric, reference text, note text)`.execute(work.db);
  const told = booked.map(({ id, quantity, kind }) => ({
    id,
    changes: { kind: { from: null, to: kind }, quantity: { from: null, to: quantity } },
  }));
  await tellByRule(work, "stock_movement", "created", told);
}
