import { sql } from "kysely";
import { tellByRule, type Work } from "#records";
import { tradeEvents } from "../contract/events.ts";

interface Settled {
  readonly id: string;
  readonly was: Readonly<Record<string, string | null>>;
  readonly is: Readonly<Record<string, string | null>>;
}

/**
 * Has the states of orders follow from their rows. An order is cancelled when all of it was given up, completed when nothing is
 * left to deliver, confirmed since it was confirmed, and a draft until then. The orders are locked by whoever changed the rows.
 */
export async function settleOrders(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<Settled>`
    with standing as (
      select o.id, sum(l.cancelled) = sum(l.quantity) as given_up,
        bool_and(l.delivered + l.cancelled = l.quantity) as done, sum(l.delivered) > 0 as begun,
        bool_and(l.invoiced >= l.quantity - l.cancelled) as all_invoiced, sum(l.invoiced) > 0 as some_invoiced
      from orders o join order_lines l on l.order_id = o.id and l.archived_at is null
      where o.id = any(${ids}::uuid[]) group by o.id),
    following as (
      select o.id,
        case when s.given_up then 'cancelled' when o.confirmed_at is null then 'draft'
          when s.done then 'completed' else 'confirmed' end as state,
        case when s.begun and s.done then 'all' when s.begun then 'part' else 'none' end as delivery_state,
        case when s.some_invoiced and s.all_invoiced then 'all' when s.some_invoiced then 'part' else 'none' end as invoice_state
      from orders o join standing s on s.id = o.id),
    was as (
      select o.id, jsonb_build_object('state', o.state, 'delivery_state', o.delivery_state, 'invoice_state', o.invoice_state) as values
      from orders o join following f on f.id = o.id
      where (o.state, o.delivery_state, o.invoice_state) is distinct from (f.state, f.delivery_state, f.invoice_state))
    update orders o set state = f.state, delivery_state = f.delivery_state, invoice_state = f.invoice_state,
      completed_at = case when f.state = 'completed' then coalesce(o.completed_at, ${work.now}) end,
      cancelled_at = case when f.state = 'cancelled' then coalesce(o.cancelled_at, ${work.now}) else o.cancelled_at end,
      version = o.version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}
    from following f join was on was.id = f.id where o.id = f.id
    returning o.id, was.values as was,
      jsonb_build_object('state', o.state, 'delivery_state', o.delivery_state, 'invoice_state', o.invoice_state) as is`.execute(
    work.db,
  );
  await tellByRule(
    work,
    "order",
    "changed",
    rows.map(({ id, was, is }) => ({ id, changes: differences(was, is) })),
  );
  const completed = rows.filter(({ was, is }) => was["state"] !== "completed" && is["state"] === "completed");
  if (completed.length > 0)
    work.emit({
      name: tradeEvents.orderCompleted,
      object: "order",
      records: completed.map(({ id }) => id),
    });
}

function differences(was: Settled["was"], is: Settled["is"]) {
  return Object.fromEntries(
    Object.keys(is)
      .filter((name) => was[name] !== is[name])
      .map((name) => [name, { from: was[name] ?? null, to: is[name] ?? null }]),
  );
}
