import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import { permits } from "#records/contract";

export interface PaymentInHand {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: "received" | "reversed";
  readonly origin: "manual" | "bank" | "provider";
  readonly allocated: string;
  readonly refunded: string;
  readonly provider: string | null;
  readonly providerReference: string | null;
}

/** Takes a payment in hand: seen, permitted, to be changed by the actor, received, and locked until the unit ends. */
export async function takePayment(work: Work, id: string, permission: string): Promise<PaymentInHand> {
  await get(work, "payment", id);
  if (!permits(work.actor.rights, permission)) throw new AppError("not_allowed");
  await assertChangeable(work, "payment", id);
  const { rows } = await sql<PaymentInHand>`
    select id, number, customer_id as customer, amount::text, amount_currency as currency, state, origin, allocated::text, refunded::text,
      provider, provider_reference as "providerReference"
    from payments where id = ${id} for update`.execute(work.db);
  const [payment] = rows;
  if (!payment) throw new AppError("not_found");
  if (payment.state === "reversed") throw new AppError("payment_reversed");
  return payment;
}

/** Throws `not_allowed` where the actor sees a payment or a credit note, and may not change it. */
export async function assertChangeable(work: Work, object: "payment" | "invoice", id: string): Promise<void> {
  await update(work, object, id, {}, { governed: true });
}
