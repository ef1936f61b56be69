import { z } from "zod";
import { defineAction } from "#kernel/action";
import { currencyCode, decimalText } from "#kernel/money";
import { idParams, recordShape } from "#records/contract";

const reason = z.string().trim().min(1).max(500);

export const subscriptionLineShape = z.strictObject({
  id: z.uuid().optional(),
  product: z.uuid().nullish(),
  description: z.string().trim().min(1).max(2000),
  quantity: decimalText.refine((text) => Number(text) > 0),
  unit: z.string().trim().max(40).nullish(),
  /** What the product costs this customer today unless told; nothing without a product. */
  price: decimalText.refine((text) => Number(text) >= 0).optional(),
  discount: decimalText.refine((text) => Number(text) >= 0 && Number(text) <= 100).optional(),
  tax_class: z.string().trim().max(60).nullish(),
});
export type SubscriptionLineInput = z.infer<typeof subscriptionLineShape>;

export const setSubscriptionLines = defineAction({
  id: "subscriptions.lines",
  method: "PUT",
  path: "/api/subscriptions/:id/lines",
  summary:
    "Says what a subscription consists of from a day on: prices, quantities and lines; charged pro rata in both directions",
  permission: "subscriptions:manage",
  params: idParams,
  body: z.strictObject({
    /** Today unless told; the first day of one that has not begun. */
    from_on: z.iso.date().optional(),
    lines: z.array(subscriptionLineShape).max(200),
  }),
  output: recordShape,
});

export const startSubscription = defineAction({
  id: "subscriptions.start",
  method: "PUT",
  path: "/api/subscriptions/:id/activation",
  summary: "Starts a subscription: from its first day it is invoiced by itself",
  permission: "subscriptions:manage",
  params: idParams,
  output: recordShape,
});

export const pauseSubscription = defineAction({
  id: "subscriptions.pause",
  method: "PUT",
  path: "/api/subscriptions/:id/pause",
  summary: "Pauses a subscription from a day on; nothing is charged until it goes on",
  permission: "subscriptions:manage",
  params: idParams,
  body: z.strictObject({ from_on: z.iso.date().optional(), reason: reason.nullish() }),
  output: recordShape,
});

export const resumeSubscription = defineAction({
  id: "subscriptions.resume",
  method: "DELETE",
  path: "/api/subscriptions/:id/pause",
  summary: "Lets a paused subscription go on from today",
  permission: "subscriptions:manage",
  params: idParams,
  output: recordShape,
});

export const cancelSubscription = defineAction({
  id: "subscriptions.cancel",
  method: "PUT",
  path: "/api/subscriptions/:id/cancellation",
  summary:
    "Cancels a subscription with the end of the period that is invoiced, or at once; what was charged beyond is credited",
  permission: "subscriptions:manage",
  params: idParams,
  body: z.strictObject({ at: z.enum(["period_end", "now"]), reason }),
  output: recordShape,
});

export const keepSubscription = defineAction({
  id: "subscriptions.keep",
  method: "DELETE",
  path: "/api/subscriptions/:id/cancellation",
  summary: "Takes back that a subscription is cancelled, while it lasts",
  permission: "subscriptions:manage",
  params: idParams,
  output: recordShape,
});

const months = z.strictObject({
  month: z.string(),
  before: decimalText,
  new: decimalText,
  expansion: decimalText,
  contraction: decimalText,
  churn: decimalText,
  reactivation: decimalText,
  after: decimalText,
});

export const readRecurringRevenue = defineAction({
  id: "recurring_revenue.read",
  method: "GET",
  path: "/api/recurring-revenue",
  summary:
    "Monthly recurring revenue today, and how it moved month by month: new, expansion, contraction, churn, reactivation",
  permission: "signed_in",
  query: z.strictObject({
    /** The organisation's own unless told. */
    currency: currencyCode.optional(),
    months: z.coerce.number().int().min(1).max(60).default(12),
  }),
  output: z.strictObject({
    currency: currencyCode,
    currencies: z.array(currencyCode),
    current: decimalText,
    subscriptions: z.int(),
    months: z.array(months),
  }),
});
