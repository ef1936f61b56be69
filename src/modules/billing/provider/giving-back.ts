import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Runtime, Subscription } from "#records";
import { billingEvents } from "../contract/events.ts";
import { takeRefundBack } from "../payments/taking-refund-back.ts";
import { openProvider } from "./keys.ts";

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
      const { reference } = await provider.refund({ ...refund, key: refund.id });
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

async function toGiveBack({ database }: Runtime, id: string): Promise<Refund | undefined> {
  const { rows } = await sql<Refund>`
    select r.id, r.amount::text, r.amount_currency as currency, p.provider_reference as payment
    from refunds r join payments p on p.id = r.payment_id
    where r.id = ${id} and p.provider is not null and r.provider_reference is null and r.archived_at is null`.execute(
    database,
  );
  return rows[0];
}
