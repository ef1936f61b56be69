import { sql } from "kysely";
import { demonstrationLoaded } from "#sales/contract";
import { type Runtime, type Subscription, update, type Work } from "#records";
import { demonstrationTraded } from "../contract/events.ts";
import { deliverOrder } from "../deliveries/delivering.ts";
import { orderLines } from "../orders/counting.ts";
import { acceptQuote, declineQuote } from "../quotes/deciding.ts";
import { quoteFromDeal } from "../quotes/from-deal.ts";
import { sendQuote } from "../quotes/sending.ts";

/** The demonstration company has quotes, orders and deliveries, too, once its deals are there. */
export const demonstrateTrade: Subscription = {
  name: "trade.demonstration",
  events: [demonstrationLoaded],
  hear: (runtime: Runtime) => runtime.runAsSystem(tradeWithDeals),
};

/** A deal of the demonstration that a quote was written for. */
interface Deal {
  readonly id: string;
  readonly owner: string | null;
  readonly kind: "open" | "won" | "lost";
  /** Days since it was closed; since now for one that is open. */
  readonly ago: number;
}

/** How long before its deal was closed a quote went out. */
const daysToDecide = 9;
const day = 86_400_000;

async function tradeWithDeals(work: Work): Promise<void> {
  const { rows: deals } = await sql<Deal>`
    select d.id, d.owner_id as owner, s.kind, current_date - coalesce(d.closed_on, current_date) as ago
    from deals d join stages s on s.id = d.stage_id
    where not exists (select from quotes) and exists (select from deal_products l where l.deal_id = d.id)
      and (s.kind = 'open' and s.probability >= 40 or d.closed_on > current_date - 240)
    order by coalesce(d.closed_on, current_date), d.id`.execute(work.db);
  if (deals.length === 0) return;
  for (const [index, deal] of deals.entries()) await trade(work, deal, index);
  work.emit({ name: demonstrationTraded, object: "quote", records: [] });
}

async function trade(work: Work, { id, owner, kind, ago }: Deal, index: number): Promise<void> {
  const sentAgo = kind === "open" ? 2 + (index % 9) : ago + daysToDecide;
  const sending = daysBefore(work, sentAgo);
  const quote = await quoteFromDeal(sending, id);
  await update(sending, "quote", quote.id, { owner, valid_until: dayOf(daysBefore(work, sentAgo - 30).now) });
  // Some are still being written.
  if (kind === "open" && index % 4 === 0) return;
  await sendQuote(sending, quote.id);
  if (kind === "open") return;
  const deciding = daysBefore(work, ago);
  if (kind === "lost") return void (await declineQuote(deciding, quote.id, { reason: "price" }));
  const { order } = await acceptQuote(deciding, quote.id, {});
  await update(deciding, "order", order.id, { deliver_on: dayOf(daysBefore(work, ago - 14).now) });
  await deliver(work, order.id, ago - 10);
}

/** What was ordered long enough ago is there; of what was ordered lately a part, or nothing yet. */
async function deliver(work: Work, order: string, ago: number): Promise<void> {
  if (ago < 0) return;
  const delivering = daysBefore(work, ago);
  const on = { delivered_on: dayOf(delivering.now) };
  const [first, ...others] = await orderLines(work, order);
  if (ago >= 8 || !first || others.length === 0) return void (await deliverOrder(delivering, order, on));
  await deliverOrder(delivering, order, {
    ...on,
    lines: [{ order_line: first.id, quantity: first.quantity }],
  });
}

const daysBefore = (work: Work, days: number): Work => ({
  ...work,
  now: new Date(work.now.getTime() - days * day),
});

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
