import { rateOf } from "#catalogue";
import { nextNumber } from "#trade";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { businessDay, create, get, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import { billingEvents } from "../contract/events.ts";
import type { recordPayment as recordPaymentAction } from "../contract/payments.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { allocate, type ShareWanted } from "./allocating.ts";
import { assertWhole } from "./whole-amounts.ts";

/** A payment as it is written down, wherever it comes from. */
export interface PaymentReceived {
  readonly customer: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly received_on: string;
  readonly method: string;
  readonly origin: "manual" | "bank" | "provider";
  readonly [more: string]: unknown;
}

/** Writes down a payment told by hand. */
export async function recordPayment(
  work: Work,
  body: BodyOf<typeof recordPaymentAction>,
): Promise<RecordData> {
  if (!permits(work.actor.rights, "payments:record")) throw new AppError("not_allowed");
  await get(work, "party", body.customer);
  const today = businessDay(work);
  const { invoices, ...said } = body;
  const received = said.received_on ?? today;
  if (received > today) throw new AppError("field_invalid", { field: "received_on" });
  assertWhole(body.amount.currency, [body.amount.amount], "amount");
  // A currency that nobody knows the worth of is one mistyped.
  await rateOf(work, body.amount.currency, today);
  return receive(work, { ...said, received_on: received, origin: "manual" }, invoices);
}

/** Books a payment with what it pays, its line on the timeline and its event. */
export async function receive(
  work: Work,
  payment: PaymentReceived,
  invoices: readonly ShareWanted[],
): Promise<RecordData> {
  const number = await nextNumber(work, { series: "payment", table: "payments" });
  const made = await create(
    work,
    "payment",
    { ...payment, number },
    { governed: true, carried: ["customer"] },
  );
  const { customer, amount } = payment;
  const money = {
    field: "payment",
    id: made.id,
    customer,
    currency: amount.currency,
    usable: amount.amount,
  } as const;
  await allocate(work, money, invoices);
  work.emit({
    name: billingEvents.paymentReceived,
    object: "payment",
    records: [made.id],
    payload: { customer },
  });
  const of = { payment: made.id };
  await tellTimeline(work, [{ what: "payment_received", of, customer, deal: null, number, amount }]);
  return get(work, "payment", made.id);
}
