import Big from "big.js";
import { sql } from "kysely";
import type { Work } from "#records";

/** A level whose row is locked, as it was and as it will be. */
export interface HeldLevel {
  readonly id: string;
  readonly title: string;
  readonly warehouseTitle: string;
  readonly before: { readonly quantity: string; readonly reserved: string };
  quantity: Big;
  reserved: Big;
}

export const levelKey = (product: string, warehouse: string): string => `${product} ${warehouse}`;

/** Locks the levels that moves concern, always in the same order; those that are not there yet are made, at nothing. */
export async function holdLevels(
  work: Work,
  places: readonly { readonly product: string; readonly warehouse: string }[],
): Promise<ReadonlyMap<string, HeldLevel>> {
  const given = JSON.stringify(places.map(({ product, warehouse }) => ({ product, warehouse })));
  await sql`
    insert into stock_levels (product_id, warehouse_id, created_by, updated_by)
    select distinct product, warehouse, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from jsonb_to_recordset(${given}::jsonb) as given (product uuid, warehouse uuid)
    order by product, warehouse
    on conflict (product_id, warehouse_id) do nothing`.execute(work.db);
  const { rows } = await sql<{
    id: string;
    product: string;
    warehouse: string;
    title: string;
    warehouse_title: string;
    quantity: string;
    reserved: string;
  }>`
    select l.id, l.product_id as product, l.warehouse_id as warehouse, p.name as title, w.name as warehouse_title,
      l.quantity::text, l.reserved::text
    from stock_levels l join products p on p.id = l.product_id join warehouses w on w.id = l.warehouse_id
    where (l.product_id, l.warehouse_id) in (
      select product, warehouse from jsonb_to_recordset(${given}::jsonb) as given (product uuid, warehouse uuid))
    order by l.product_id, l.warehouse_id for update of l`.execute(work.db);
  return new Map(
    rows.map((row) => [
      levelKey(row.product, row.warehouse),
      {
        id: row.id,
        title: row.title,
        warehouseTitle: row.warehouse_title,
        before: { quantity: row.quantity, reserved: row.reserved },
        quantity: Big(row.quantity),
        reserved: Big(row.reserved),
      },
    ]),
  );
}
