import Big from "big.js";
import { sql } from "kysely";
import { decimalsOf } from "#catalogue/contract";
import { AppError } from "#kernel/error";
import type { Money } from "#kernel/money";
import { type Draft, type ObjectRules, tellByRule, valueOf, type Work } from "#records";
import { reckon } from "../contract/reckoning.ts";
import { settleOrders } from "./settling.ts";

/** Lines that an import brings stay as they were: their totals as the file has them, handed over as their order was. */
export const orderLineRules: ObjectRules = {
  concerns: () => true,
  prepare: async (work, drafts) => {
    if (work.source === "import") await fillIn(work, drafts);
  },
  followUp: async (work, drafts) => {
    if (work.source === "import") await sumUp(work, drafts);
  },
};

interface OrderOfLines {
  readonly id: string;
  readonly state: string;
  readonly origin: string;
  readonly currency: string;
  readonly next: number;
}

async function fillIn(work: Work, drafts: readonly Draft[]): Promise<void> {
  const orders = await ordersOf(work, drafts);
  const names = await productNames(work, drafts);
  const places = new Map<string, number>();
  for (const draft of drafts) {
    const { values, before } = draft;
    const order = orders.get(String(valueOf(draft, "order")));
    // What was confirmed here was agreed on and maybe signed: a file adds nothing to it.
    if (order && order.state !== "draft" && order.origin !== "import")
      throw new AppError("document_settled", { field: "order" });
    values["description"] ??= before?.["description"] ?? names.get(String(values["product"])) ?? "–";
    settleSums(draft, order?.currency ?? work.currency);
    if (before || !order) continue;
    const place = places.get(order.id) ?? order.next;
    values["position"] ??= place;
    places.set(order.id, place + 1);
    const done = { completed: ["delivered", "invoiced"], cancelled: ["cancelled"] }[order.state] ?? [];
    for (const name of done) values[name] = values["quantity"];
  }
}

/** A total that is told counts; else it is reckoned from the price. A price that is not told follows from the total. */
function settleSums(draft: Draft, currency: string): void {
  const { values } = draft;
  const amountOf = (name: string): string | null => (valueOf(draft, name) as Money | null)?.amount ?? null;
  const quantity = String(valueOf(draft, "quantity") ?? "1");
  const discount = (valueOf(draft, "discount") ?? 0) as number;
  const taxRate = (valueOf(draft, "tax_rate") ?? 0) as number;
  const told = [values["total"], values["net"], values["price"]].find((one) => one != null) as
    | Money
    | undefined;
  const unit = told?.currency ?? (valueOf(draft, "total") as Money | null)?.currency ?? currency;
  const money = (amount: string): Money => ({ amount, currency: unit });
  if (amountOf("total") === null && amountOf("net") === null) {
    const line = { quantity, price: amountOf("price") ?? "0", discount, taxKey: "", taxRate, counts: true };
    const by = { currency: unit, discount: 0, taxIncluded: false, rounding: "line" } as const;
    const { net, tax, gross } = reckon([line], by);
    Object.assign(values, { net: money(net), tax: money(tax), total: money(gross) });
  } else if (values["total"] != null || values["net"] != null) {
    const tax = amountOf("tax") ?? "0";
    const total =
      values["total"] == null
        ? Big(amountOf("net") ?? "0")
            .plus(tax)
            .toFixed()
        : (amountOf("total") ?? "0");
    values["total"] = money(total);
    values["tax"] = money(tax);
    values["net"] = money(Big(total).minus(tax).toFixed());
  }
  const whole = Big(quantity).times(Big(100).minus(discount)).div(100);
  if (amountOf("price") === null) {
    const price = whole.eq(0) ? Big(0) : Big(amountOf("net") ?? "0").div(whole);
    values["price"] = money(price.round(decimalsOf(unit) + 2, Big.roundHalfUp).toFixed());
  }
}

async function ordersOf(work: Work, drafts: readonly Draft[]): Promise<ReadonlyMap<string, OrderOfLines>> {
  const ids = [...new Set(drafts.map((draft) => String(valueOf(draft, "order"))))];
  const { rows } = await sql<OrderOfLines>`
    select o.id, o.state, o.origin, o.currency,
      coalesce((select max(position) + 1 from order_lines l where l.order_id = o.id), 0) as next
    from orders o where o.id = any(${ids}::uuid[])`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row]));
}

async function productNames(work: Work, drafts: readonly Draft[]): Promise<ReadonlyMap<string, string>> {
  const ids = drafts.flatMap(({ values }) => (values["product"] ? [values["product"]] : []));
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from products where id = any(${ids}::uuid[])`.execute(work.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The order comes to what its lines do, in the currency that they have. */
async function sumUp(work: Work, drafts: readonly Draft[]): Promise<void> {
  const ids = [...new Set(drafts.map((draft) => String(valueOf(draft, "order"))))];
  const { rows } = await sql<{ id: string; from: string; to: string; currency: string }>`
    with summed as (
      select order_id as id, sum(net) as net, sum(tax) as tax, sum(total) as total, min(total_currency) as currency
      from order_lines where order_id = any(${ids}::uuid[]) and archived_at is null group by order_id),
    was as (select o.id, o.total from orders o where o.id = any(${ids}::uuid[]) order by o.id for update)
    update orders o set net = s.net, tax = s.tax, total = s.total, currency = s.currency, net_currency = s.currency,
      tax_currency = s.currency, total_currency = s.currency, version = version + 1
    from summed s join was on was.id = s.id
    where o.id = s.id and (o.total, o.tax, o.currency) is distinct from (s.total, s.tax, s.currency)
    returning o.id, was.total::text as "from", o.total::text as "to", o.currency`.execute(work.db);
  const told = rows.map(({ id, from, to, currency }) => ({
    id,
    changes: { total: { from: { amount: from, currency }, to: { amount: to, currency } } },
  }));
  await tellByRule(work, "order", "changed", told);
  await settleOrders(work, ids);
}
