import Big from "big.js";
import { sql } from "kysely";
import { reserveStock } from "#catalogue";
import type { Work } from "#records";

interface Promised {
  readonly product: string | null;
  readonly quantity: string;
}

/**
 * Promises what is in the main warehouse to an order that was confirmed, or takes the promise back (`released`): it was handed
 * over, or given up. Where there is no warehouse, no stock is kept.
 */
export async function promiseStock(
  work: Work,
  lines: readonly Promised[],
  way: "promised" | "released",
): Promise<void> {
  const goods = lines.flatMap(({ product, quantity }) =>
    product
      ? [
          {
            product,
            warehouse: null,
            quantity: Big(quantity)
              .times(way === "promised" ? 1 : -1)
              .toFixed(),
          },
        ]
      : [],
  );
  if (goods.length > 0 && (await hasWarehouse(work))) await reserveStock(work, goods);
}

async function hasWarehouse(work: Work): Promise<boolean> {
  const { rows } = await sql`select 1 from warehouses where active and archived_at is null limit 1`.execute(
    work.db,
  );
  return rows.length > 0;
}
