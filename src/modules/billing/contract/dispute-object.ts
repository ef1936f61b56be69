import { choice, date, dateTime, defineObject, link, money, text } from "#records/contract";

/** Why a payer takes the money back, in the words of whoever keeps the payments. */
export const disputeReasons = [
  "fraud",
  "not_recognised",
  "not_received",
  "not_as_agreed",
  "paid_twice",
  "refund_missing",
  "subscription_ended",
  "other",
] as const;

/** `closed` is one that was asked about and came to nothing. */
export const disputeStates = ["needs_answer", "under_review", "won", "lost", "closed"] as const;

export const disputeObject = defineObject({
  name: "dispute",
  plural: "disputes",
  table: "disputes",
  module: "billing",
  title: "provider_reference",
  icon: "alert-triangle",
  owned: false,
  through: ["payment"],
  closed: true,
  columns: ["provider_reference", "payment", "state", "amount", "reason", "due_on", "opened_on"],
  sort: "-created_at",
  fields: {
    payment: link("payment", { required: true, back: "disputes" }),
    state: choice({ options: disputeStates, required: true }),
    amount: money({ required: true }),
    reason: choice({ options: disputeReasons, required: true }),
    opened_on: date({ required: true }),
    /** Until when the provider has to be answered. */
    due_on: date(),
    /** What a lost one took of the payment. */
    refund: link("refund", { back: "disputes" }),
    provider_reference: text({ required: true, max: 255 }),
    told_at: dateTime({ required: true, hidden: true }),
  },
});
