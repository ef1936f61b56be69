import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";

/** Throws `product_withdrawn` where one of the products is sold no longer, with its name. */
export async function refuseWithdrawn(work: Work, products: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from products where id = any(${products}::uuid[]) and (not active or archived_at is not null)
    order by name limit 1`.execute(work.db);
  if (rows[0])
    throw new AppError("product_withdrawn", { field: "product", params: { product: rows[0].name } });
}
