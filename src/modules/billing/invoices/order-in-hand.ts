import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type Work } from "#records";

/** What of an order its invoices take over. */
export interface OrderInHand {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly state: string;
  readonly currency: string;
  readonly language: string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
  /** What comes off all its lines, in percent. */
  readonly discount: string;
  readonly total: string;
}

/** An order that can be invoiced, locked: of two who invoice it at once the second sees what the first left. */
export async function lockOrder(work: Work, id: string): Promise<OrderInHand> {
  await get(work, "order", id);
  const { rows } = await sql<OrderInHand>`
    select id, number, customer_id as customer, state, currency, language, tax_included as "taxIncluded", rounding, discount::text, total::text
    from orders where id = ${id} and archived_at is null for update`.execute(work.db);
  const [order] = rows;
  if (!order) throw new AppError("not_found");
  if (order.state === "draft" || order.state === "cancelled")
    throw new AppError("document_state_wrong", { params: { state: order.state } });
  return order;
}
