import { z } from "zod";
import { defineAction } from "#kernel/action";
import { currencyCode, decimalText } from "#kernel/money";
import { idParams, recordShape } from "#records/contract";
import { paymentMethods } from "./payment-objects.ts";

const positive = decimalText.refine((text) => Number(text) > 0);
const share = z.strictObject({ invoice: z.uuid(), amount: positive });
const reason = z.string().trim().min(1).max(500);
const allocations = z.strictObject({
  invoices: z.array(share).max(200),
  /** Of the payment or credit note as it was seen: what somebody said of it meanwhile stands. */
  version: z.int().min(1).optional(),
});

export const recordPayment = defineAction({
  id: "payments.record",
  method: "POST",
  path: "/api/payments",
  summary:
    "Writes down a payment of a customer, and which invoices it pays; what is left stays the customer's credit",
  permission: "payments:record",
  body: z.strictObject({
    customer: z.uuid(),
    amount: z.strictObject({ amount: positive, currency: currencyCode }),
    /** Today unless told; not in the future. */
    received_on: z.iso.date().optional(),
    method: z.enum(paymentMethods),
    reference: z.string().trim().max(2000).nullish(),
    note: z.string().trim().max(1000).nullish(),
    invoices: z.array(share).max(200).default([]),
  }),
  output: recordShape,
  status: 201,
});

export const allocatePayment = defineAction({
  id: "payments.allocate",
  method: "PUT",
  path: "/api/payments/:id/allocations",
  summary: "Says which invoices a payment pays, and how much of each; those not named are open again",
  permission: "payments:record",
  params: idParams,
  body: allocations,
  output: recordShape,
});

export const allocateCredit = defineAction({
  id: "invoices.allocate_credit",
  method: "PUT",
  path: "/api/invoices/:id/allocations",
  summary: "Says which invoices a credit note settles, and how much of each",
  permission: "payments:record",
  params: idParams,
  body: allocations,
  output: recordShape,
});

export const reversePayment = defineAction({
  id: "payments.reverse",
  method: "POST",
  path: "/api/payments/:id/reversal",
  summary: "Takes a payment back that was none: what it paid is open again",
  permission: "payments:reverse",
  params: idParams,
  body: z.strictObject({ reason }),
  output: recordShape,
});

export const refundPayment = defineAction({
  id: "payments.refund",
  method: "POST",
  path: "/api/payments/:id/refunds",
  summary: "Gives back of a payment what paid no invoice; a payment by a provider goes back by the provider",
  permission: "payments:reverse",
  params: idParams,
  body: z.strictObject({
    amount: positive,
    reason,
    /** What it takes of what paid invoices leaves these open again, the last one first. */
    reopen: z.boolean().optional(),
  }),
  output: recordShape,
  status: 201,
});

export const refundCredit = defineAction({
  id: "invoices.refund",
  method: "POST",
  path: "/api/invoices/:id/refunds",
  summary: "Writes down that a credit note, or what is left of it, was paid out to the customer",
  permission: "payments:reverse",
  params: idParams,
  body: z.strictObject({ amount: positive, reason }),
  output: recordShape,
  status: 201,
});
