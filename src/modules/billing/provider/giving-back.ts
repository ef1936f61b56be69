import Big from "big.js";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Runtime, Subscription } from "#records";
import { billingEvents } from "../contract/events.ts";
import { takeRefundBack } from "../payments/taking-refund-back.ts";
import { openProvider } from "./keys.ts";
import type { PaymentProvider } from "./provider.ts";

interface Refund {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly payment: string;
}

/** Once a refund is committed the provider is asked for it, under its own key: told twice, it is given back once. */
export const refundsGoOut: Subscription = {
  name: "billing.refunds_go_out",
  events: [billingEvents.refunded],
  async hear(runtime, event) {
    const id = event.payload?.["refund"];
    const refund = typeof id === "string" ? await toGiveBack(runtime, id) : undefined;
    if (!refund) return;
    const provider = await openProvider(runtime);
    try {
      const { reference } =
        (await alreadyGiven(runtime, provider, refund)) ??
        (await provider.refund({ ...refund, key: refund.id }));
      await sql`update refunds set provider_reference = ${reference} where id = ${refund.id}`.execute(
        runtime.database,
      );
    } catch (problem) {
      // Who is refused now is refused again; whatever else is wrong may be better later.
      if (!(problem instanceof AppError) || problem.code !== "provider_refused") throw problem;
      const reason = String(problem.details.params?.["reason"] ?? "");
      await runtime.runAsSystem((work) => takeRefundBack(work, refund.id, reason));
    }
  },
};

/**
 * What the provider gave back of the payment in the meantime, by this very refund or by somebody in its own screens, and nobody
 * here knows of: the customer has the money then, and does not get it again.
 */
async function alreadyGiven(
  { database }: Runtime,
  provider: PaymentProvider,
  { id, payment, amount }: Refund,
): Promise<{ readonly reference: string } | undefined> {
  const given = await provider.refundsOf(payment);
  const own = given.find(({ key }) => key === id);
  if (own) return own;
  const others = given.filter(({ key }) => key === null);
  const keys = given.flatMap(({ key }) => key ?? []);
  const { rows } = await sql<{ known: string }>`
    select coalesce(sum(r.amount), 0)::text as known from refunds r join payments p on p.id = r.payment_id
    where p.provider = ${provider.name} and p.provider_reference = ${payment} and r.provider_reference is not null and r.archived_at is null
      and r.id::text <> all(${keys}::text[]) and not exists (select 1 from disputes d where d.refund_id = r.id)`.execute(
    database,
  );
  const told = others.reduce((sum, one) => sum.plus(one.amount), new Big(0));
  return told.minus(rows[0]?.known ?? 0).gte(amount) ? others.at(-1) : undefined;
}

async function toGiveBack({ database }: Runtime, id: string): Promise<Refund | undefined> {
  const { rows } = await sql<Refund>`
    select r.id, r.amount::text, r.amount_currency as currency, p.provider_reference as payment
    from refunds r join payments p on p.id = r.payment_id
    where r.id = ${id} and p.provider is not null and r.provider_reference is null and r.archived_at is null`.execute(
    database,
  );
  return rows[0];
}
