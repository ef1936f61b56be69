import Big from "big.js";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { StockMove } from "./moving.ts";

type PlacedMove = StockMove & { readonly warehouse: string };

/** The moves of what stock is kept of, each in a warehouse: parts in place of bundles, nothing of services. */
export async function stockedMoves(work: Work, moves: readonly StockMove[]): Promise<readonly PlacedMove[]> {
  const contents = await contentsOf(work, [...new Set(moves.map(({ product }) => product))]);
  const parts = moves.flatMap((move) =>
    (contents.get(move.product) ?? []).map(({ product, times }) => ({
      ...move,
      product,
      quantity: Big(move.quantity).times(times).toFixed(),
      ...(move.released === undefined ? {} : { released: Big(move.released).times(times).toFixed() }),
    })),
  );
  if (parts.length === 0) return [];
  const main = parts.some(({ warehouse }) => warehouse === null) ? await mainWarehouse(work) : "";
  return parts.map((move) => ({ ...move, warehouse: move.warehouse ?? main }));
}

interface Content {
  readonly product: string;
  readonly times: string;
}

/** What lies in the warehouse of each product: itself, or the parts of a bundle. */
async function contentsOf(
  work: Work,
  products: readonly string[],
): Promise<ReadonlyMap<string, readonly Content[]>> {
  const { rows } = await sql<Content & { of: string }>`
    select id as of, id as product, '1' as times from products where id = any(${products}::uuid[]) and stocked
    union all
    select b.bundle_id, p.id, b.quantity::text from bundle_parts b join products p on p.id = b.part_id
    where b.bundle_id = any(${products}::uuid[]) and b.archived_at is null and p.stocked`.execute(work.db);
  return Map.groupBy(rows, ({ of }) => of);
}

/** The main warehouse; the only one where none is marked. */
async function mainWarehouse(work: Work): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from warehouses where active and archived_at is null order by main desc, id limit 1`.execute(
    work.db,
  );
  if (!rows[0]) throw new AppError("warehouse_missing", { field: "warehouse" });
  return rows[0].id;
}
