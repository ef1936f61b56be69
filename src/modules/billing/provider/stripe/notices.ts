import { z } from "zod";
import { AppError } from "#kernel/error";
import type { Notice } from "../provider.ts";
import { disputedTypes, disputeOf } from "./disputes.ts";
import { amountOf } from "./minor-units.ts";
import { parsed } from "./parsing.ts";

const event = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(100),
  created: z.int(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});
const session = z.object({
  id: z.string().max(255),
  payment_intent: z.string().max(255).nullish(),
  payment_status: z.string(),
  amount_total: z.int().nullish(),
  currency: z.string().length(3).nullish(),
});
const charge = z.object({
  payment_intent: z.string().max(255).nullish(),
  amount_refunded: z.int(),
  currency: z.string().length(3),
});

/** What an event of Stripe says, as far as we listen. Throws `notice_forged` for what is no event. */
export function noticeOf(body: string): Notice {
  const { id, type, created, data } = parsed(event, asJson(body));
  const happened = { provider: "stripe", id, happenedAt: new Date(created * 1000) };
  if (disputedTypes.includes(type)) return { ...happened, kind: "disputed", ...disputeOf(data.object) };
  if (type === refundedType) return { ...happened, kind: "refunded", ...ofCharge(data.object) };
  const kind = sessionKinds[type];
  if (!kind)
    return { ...happened, kind: "other", reference: null, payment: null, amount: null, currency: null };
  const told = ofSession(data.object);
  // A bank transfer or debit completes the session first and is paid later.
  const isPaid = kind !== "paid" || told.status === "paid";
  return { ...happened, kind: isPaid ? kind : "other", ...told.said };
}

const sessionKinds: Readonly<Record<string, Notice["kind"]>> = {
  "checkout.session.completed": "paid",
  "checkout.session.async_payment_succeeded": "paid",
  "checkout.session.async_payment_failed": "failed",
  "checkout.session.expired": "expired",
};

const refundedType = "charge.refunded";

/** The events that say something to us. */
export const heardTypes: readonly string[] = [...Object.keys(sessionKinds), refundedType, ...disputedTypes];

type Said = Pick<Notice, "reference" | "payment" | "amount" | "currency">;

function ofSession(object: unknown): { readonly status: string; readonly said: Said } {
  const { id, payment_intent, payment_status, amount_total, currency } = parsed(session, object);
  const code = currency?.toUpperCase() ?? null;
  const amount = code && amount_total != null ? amountOf(amount_total, code) : null;
  return {
    status: payment_status,
    said: { reference: id, payment: payment_intent ?? null, amount, currency: code },
  };
}

function ofCharge(object: unknown): Said {
  const { payment_intent, amount_refunded, currency } = parsed(charge, object);
  const code = currency.toUpperCase();
  return {
    reference: null,
    payment: payment_intent ?? null,
    amount: amountOf(amount_refunded, code),
    currency: code,
  };
}

function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError("notice_forged");
  }
}
