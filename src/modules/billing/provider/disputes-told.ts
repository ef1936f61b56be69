import Big from "big.js";
import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import { notify, usersPermitted } from "#platform";
import { create, update, type Work } from "#records";
import { tellTimeline } from "../invoices/timeline.ts";
import { type PaymentInHand, takePayment } from "../payments/payment-in-hand.ts";
import { payAgain } from "../payments/paying-again.ts";
import { refundPayment } from "../payments/refunding.ts";
import { withdrawRefund } from "../payments/taking-refund-back.ts";
import { paymentToldOf } from "./payments-told.ts";
import type { Dispute, Notice } from "./provider.ts";

interface Kept {
  readonly id: string;
  readonly state: Dispute["state"];
  readonly refund: string | null;
  readonly toldAt: Date;
}

/**
 * Keeps a dispute as it is told, whatever the order. A lost one takes its money of the payment, so that what that paid is open
 * again; one that is won after all brings it back. One told before its payment waits for it.
 */
export async function disputeAsTold(
  work: Work,
  notice: Notice,
): Promise<"booked" | "noted" | "waiting" | "unknown"> {
  const { dispute, amount, currency } = notice;
  if (!dispute || !amount || !currency) return "unknown";
  const found = await paymentToldOf(work, notice);
  if (!found) return "waiting";
  const payment = await takePayment(work, found, "payments:reverse");
  const before = await keptOf(work, payment.id, dispute);
  if (before && !isNewer(notice, dispute, before)) return "noted";
  const values = {
    ...valuesOf(work, dispute),
    amount: { amount, currency },
    told_at: notice.happenedAt.toISOString(),
  };
  const id =
    before?.id ??
    (
      await create(
        work,
        "dispute",
        {
          ...values,
          payment: payment.id,
          opened_on: dayIn(work.timeZone, notice.happenedAt),
          provider_reference: dispute.reference,
        },
        { governed: true },
      )
    ).id;
  const refund = await settleMoney(work, payment, { ...notice, dispute, taken: before?.refund ?? null });
  await update(work, "dispute", id, { ...values, refund }, { governed: true });
  if (before?.state !== dispute.state)
    await tell(work, payment, { dispute, amount, currency, isNew: !before });
  return "booked";
}

const valuesOf = (work: Work, { state, reason, dueAt }: Dispute) => ({
  state,
  reason,
  due_on: dueAt && dayIn(work.timeZone, dueAt),
});

async function keptOf(work: Work, payment: string, { reference }: Dispute): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`
    select id, state, refund_id as refund, told_at as "toldAt" from disputes
    where payment_id = ${payment} and provider_reference = ${reference} for update`.execute(work.db);
  return rows[0];
}

const isOver = (state: Dispute["state"]): boolean => ["won", "lost", "closed"].includes(state);

// Times are told in whole seconds: of two of one second that which ends it is the later.
function isNewer({ happenedAt }: Notice, { state }: Dispute, before: Kept): boolean {
  const later = happenedAt.getTime() - before.toldAt.getTime();
  return later > 0 || (later === 0 && (isOver(state) || !isOver(before.state)));
}

interface Standing {
  readonly dispute: Dispute;
  readonly amount: string | null;
  readonly currency: string | null;
  /** The refund by which it took its money. */
  readonly taken: string | null;
}

async function settleMoney(
  work: Work,
  payment: PaymentInHand,
  { dispute, amount, currency, taken }: Standing,
): Promise<string | null> {
  if (dispute.state === "won" && taken) {
    const back = await withdrawRefund(work, taken);
    if (back) await payAgain(work, payment.id, back.amount);
    return null;
  }
  // One in another currency than its payment takes a sum that nobody here knows: it is told, and booked by hand.
  if (dispute.state !== "lost" || taken || currency !== payment.currency) return taken;
  const left = new Big(payment.amount).minus(payment.refunded);
  const lost = left.lt(amount ?? 0) ? left : new Big(amount ?? 0);
  if (lost.lte(0)) return null;
  const refund = await refundPayment(work, payment.id, {
    amount: lost.toFixed(),
    reason: dispute.reference,
    reopen: true,
    providerReference: dispute.reference,
    told: "payment_dispute_lost",
  });
  return refund.id;
}

const kinds = { won: "dispute_won", lost: "dispute_lost" } as const;

async function tell(
  work: Work,
  { id, number, customer }: PaymentInHand,
  told: {
    readonly dispute: Dispute;
    readonly amount: string;
    readonly currency: string;
    readonly isNew: boolean;
  },
): Promise<void> {
  const { dispute, amount, currency, isNew } = told;
  const { state, reference } = dispute;
  const about = { object: "payment", id, params: { title: number }, once: `dispute ${reference} ${state}` };
  const people = await usersPermitted(work, "payments:reverse");
  if (state === "won" || state === "lost") await notify(work, people, kinds[state], about);
  else if (isNew) await notify(work, people, "payment_disputed", about);
  const what =
    state === "won" ? "payment_dispute_won" : isNew && state !== "lost" ? "payment_disputed" : null;
  if (!what) return;
  await tellTimeline(work, [
    { what, of: { payment: id }, customer, deal: null, number, amount: { amount, currency } },
  ]);
}
