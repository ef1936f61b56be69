import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { tellByRule, type Work } from "#records";
import { lockDocuments } from "../documents/document-in-hand.ts";
import { orderKind } from "../documents/kinds.ts";
import { settleOrders } from "./settling.ts";

export interface OrderLine {
  readonly id: string;
  readonly order: string;
  readonly product: string | null;
  readonly description: string;
  readonly unit: string | null;
  readonly quantity: string;
  readonly delivered: string;
  readonly returned: string;
  readonly cancelled: string;
  readonly invoiced: string;
}

export interface Counted {
  readonly orderLine: string;
  /** Less than zero gives back: a credit note. */
  readonly quantity: string;
}

/** Locks orders in the order of their ids, for whoever goes on to count on their lines. */
export async function lockOrders(work: Work, ids: readonly string[]): Promise<void> {
  await lockDocuments(work, orderKind, ids);
}

/** The lines of an order that is locked, in their order. */
export async function orderLines(work: Work, order: string): Promise<OrderLine[]> {
  const { rows } = await sql<OrderLine>`
    select id, order_id as order, product_id as product, description, unit, trim_scale(quantity)::text as quantity,
      trim_scale(delivered)::text as delivered, trim_scale(returned)::text as returned,
      trim_scale(cancelled)::text as cancelled, trim_scale(invoiced)::text as invoiced
    from order_lines where order_id = ${order} and archived_at is null order by position, id`.execute(
    work.db,
  );
  return rows;
}

/**
 * Counts what was invoiced of lines of orders, or is credited (less than zero), and has the orders follow. Orders are locked
 * first. Throws `document_state_wrong` for a draft or a cancelled order, `quantity_above_left` beyond what is left.
 */
export async function markInvoiced(work: Work, counted: readonly Counted[]): Promise<void> {
  const ids = await ordersOf(work, counted);
  const orders = await lockDocuments(work, orderKind, ids);
  const adds = counted.some(({ quantity }) => Number(quantity) > 0);
  const wrong = orders.find(({ state }) => state === "draft" || (adds && state === "cancelled"));
  if (wrong) throw new AppError("document_state_wrong", { params: { state: wrong.state } });
  await count(work, "invoiced", counted);
  await settleOrders(work, ids);
}

/** Adds to what was delivered, returned, cancelled or invoiced of lines, by rule; throws `quantity_above_left`. */
export async function count(
  work: Work,
  what: "delivered" | "returned" | "cancelled" | "invoiced",
  counted: readonly Counted[],
): Promise<void> {
  const column = sql.ref(what);
  const given = sql`(
    select "orderLine" as id, sum(quantity) as quantity
    from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) as given ("orderLine" uuid, quantity numeric) group by 1)`;
  await assertLeft(work, what, given);
  const { rows } = await sql<{ id: string; before: string; after: string }>`
    update order_lines l set ${column} = l.${column} + given.quantity, version = version + 1,
      updated_at = ${work.now}, updated_by = ${work.actor.userId}
    from ${given} given where l.id = given.id and given.quantity <> 0
    returning l.id, trim_scale(l.${column} - given.quantity)::text as before, trim_scale(l.${column})::text as after`.execute(
    work.db,
  );
  await tellByRule(
    work,
    "order_line",
    "changed",
    rows.map(({ id, before, after }) => ({ id, changes: { [what]: { from: before, to: after } } })),
  );
}

const left = {
  delivered: sql`l.quantity - l.cancelled - l.delivered`,
  returned: sql`l.delivered - l.returned`,
  cancelled: sql`l.quantity - l.cancelled - l.delivered`,
  invoiced: sql`l.quantity - l.cancelled - l.invoiced`,
} as const;

// The constraints of the table would say no without saying what is left.
async function assertLeft(work: Work, what: keyof typeof left, given: ReturnType<typeof sql>): Promise<void> {
  const { rows } = await sql<{ line: string; left: string }>`
    select l.description as line, trim_scale(${left[what]})::text as left
    from order_lines l join ${given} given on given.id = l.id
    where given.quantity > ${left[what]} order by l.position limit 1`.execute(work.db);
  if (rows[0]) throw new AppError("quantity_above_left", { field: "quantity", params: rows[0] });
}

async function ordersOf(work: Work, counted: readonly Counted[]): Promise<string[]> {
  const ids = counted.map(({ orderLine }) => orderLine);
  const { rows } = await sql<{ order: string }>`
    select distinct order_id as order from order_lines where id = any(${ids}::uuid[])`.execute(work.db);
  return rows.map(({ order }) => order);
}
