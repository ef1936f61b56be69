import { z } from "zod";
import type { Dispute, Notice } from "../provider.ts";
import { amountOf } from "./minor-units.ts";
import { parsed } from "./parsing.ts";

export const disputedTypes: readonly string[] = [
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
];

const dispute = z.object({
  id: z.string().min(1).max(255),
  payment_intent: z.string().max(255).nullish(),
  amount: z.int(),
  currency: z.string().length(3),
  reason: z.string().max(100),
  status: z.string().max(100),
  evidence_details: z.object({ due_by: z.int().nullish() }).nullish(),
});

/** What an event says of a dispute (https://docs.stripe.com/api/disputes/object). */
export function disputeOf(
  object: unknown,
): Pick<Notice, "reference" | "payment" | "amount" | "currency" | "dispute"> {
  const { id, payment_intent, amount, currency, reason, status, evidence_details } = parsed(dispute, object);
  const code = currency.toUpperCase();
  const due = evidence_details?.due_by;
  return {
    reference: null,
    payment: payment_intent ?? null,
    amount: amountOf(amount, code),
    currency: code,
    dispute: {
      reference: id,
      reason: reasons[reason] ?? "other",
      state: states[status] ?? "under_review",
      dueAt: due ? new Date(due * 1000) : null,
    },
  };
}

const reasons: Readonly<Record<string, Dispute["reason"]>> = {
  fraudulent: "fraud",
  unrecognized: "not_recognised",
  debit_not_authorized: "not_recognised",
  product_not_received: "not_received",
  product_unacceptable: "not_as_agreed",
  duplicate: "paid_twice",
  credit_not_processed: "refund_missing",
  subscription_canceled: "subscription_ended",
};

// A warning is a question of the bank by which no money was taken yet.
const states: Readonly<Record<string, Dispute["state"]>> = {
  needs_response: "needs_answer",
  warning_needs_response: "needs_answer",
  under_review: "under_review",
  warning_under_review: "under_review",
  warning_closed: "closed",
  prevented: "closed",
  won: "won",
  lost: "lost",
};
