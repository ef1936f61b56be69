import { type RawBuilder, sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { get, shown, visibleWhere, type Work } from "#records";
import type { ChainObject, readChain } from "../contract/chain.ts";

type Chain = OutputOf<(typeof readChain)["order"]>;

/** How many of a kind are told; a chain is read by people. */
const most = 50;

/**
 * The documents that belong together with one: the orders in which it stands, their quotes, deliveries, invoices with
 * their credit notes, and what paid these. All are read as the actor sees them.
 */
export async function chainOf(work: Work, object: ChainObject, id: string): Promise<Chain> {
  await get(work, object, id);
  const kinds = [
    told(work, {
      object: "quote",
      table: "quotes",
      on: "created_at",
      amount: "total",
      within: sql`select id from quotes_of`,
    }),
    told(work, {
      object: "order",
      table: "orders",
      on: "ordered_on",
      amount: "total",
      within: sql`select id from orders_of`,
    }),
    told(work, {
      object: "delivery",
      table: "deliveries",
      on: "delivered_on",
      kind: "kind",
      within: sql`select id from deliveries where order_id in (select id from orders_of)`,
    }),
    told(work, {
      object: "invoice",
      table: "invoices",
      on: "issued_on",
      amount: "total",
      kind: "kind",
      within: sql`select id from invoices_of`,
    }),
    told(work, {
      object: "payment",
      table: "payments",
      on: "received_on",
      amount: "amount",
      within: sql`select id from payments_of`,
    }),
  ];
  const { rows } = await sql<Chain["documents"][number]>`
    with begun as (${beginning[object](id)}),
    orders_of as (select id, quote_id from orders where id in (select "order" from begun) and archived_at is null),
    quotes_of as (select quote_id as id from orders_of where quote_id is not null
      union select ${id}::uuid where ${object === "quote"}),
    invoices_of as (
      select id from invoices where order_id in (select id from orders_of)
      union select invoice from begun where invoice is not null
      union select n.id from invoices n join begun b on n.corrects_id = b.invoice
      union select v.corrects_id from invoices v join begun b on v.id = b.invoice where v.corrects_id is not null),
    payments_of as (
      select payment_id as id from payment_allocations
      where invoice_id in (select id from invoices_of) and payment_id is not null and archived_at is null
      union select ${id}::uuid where ${object === "payment"})
    ${sql.join(kinds, sql` union all `)}`.execute(work.db);
  return { documents: rows };
}

/** From where a chain is found: orders, and invoices that may have none. */
const beginning: Readonly<Record<ChainObject, (id: string) => RawBuilder<unknown>>> = {
  quote: (id) => sql`select id as "order", null::uuid as invoice from orders where quote_id = ${id}`,
  order: (id) => sql`select ${id}::uuid as "order", null::uuid as invoice`,
  delivery: (id) => sql`select order_id as "order", null::uuid as invoice from deliveries where id = ${id}`,
  invoice: (id) => sql`select order_id as "order", id as invoice from invoices where id = ${id}`,
  payment: (
    id,
  ) => sql`select v.order_id as "order", v.id as invoice from payment_allocations a join invoices v on v.id = a.invoice_id
    where a.payment_id = ${id} and a.archived_at is null`,
};

interface Kind {
  readonly object: ChainObject;
  readonly table: string;
  readonly on: string;
  readonly amount?: string;
  readonly kind?: string;
  readonly within: RawBuilder<unknown>;
}

function told(work: Work, { object, table, on, amount, kind, within }: Kind): RawBuilder<unknown> {
  const field = (name: string, part = name) => shown(work, [object, name, "d"], sql`${sql.ref(`d.${part}`)}`);
  const state = work.catalogue.object(object).fields["state"]
    ? sql`${field("state")}::text`
    : sql`null::text`;
  return sql`(select ${object}::text as object, d.id, ${field("number")}::text as number,
      ${kind ? sql`${field(kind)}::text` : sql`null::text`} as kind, ${state} as state, (${field(on)})::date::text as on,
      ${amount ? sql`(${field(amount)})::text` : sql`null::text`} as amount,
      ${amount ? sql`(${field(amount, `${amount}_currency`)})::text` : sql`null::text`} as currency
    from ${sql.table(table)} d
    where d.id in (${within}) and d.archived_at is null and ${visibleWhere(work, object, "d")}
    order by d.created_at, d.id limit ${most})`;
}
