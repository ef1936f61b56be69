import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, update, visibleWhere, type Work } from "#records";
import type { RecordData } from "#records/contract";

/**
 * Sets the amount of a deal to what its products come to: quantity × price × (1 − discount / 100), rounded
 * to hundredths. Products in several currencies have no sum.
 */
export async function takeAmountFromProducts(work: Work, id: string): Promise<RecordData> {
  await get(work, "deal", id);
  const { rows } = await sql<{ amount: string; currency: string }>`
    select round(sum(quantity * price * (1 - discount / 100)), 2)::text as amount, price_currency as currency
    from deal_products l
    where deal_id = ${id} and archived_at is null and price is not null and ${visibleWhere(work, "deal_product", "l")}
    group by price_currency`.execute(work.db);
  if (rows.length > 1) throw new AppError("field_invalid", { field: "amount.currency" });
  return update(work, "deal", id, { amount: rows[0] ?? null });
}
