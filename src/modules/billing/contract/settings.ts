import { z } from "zod";
import { defineAction } from "#kernel/action";

const settings = z.strictObject({
  /** Days until an invoice is due, unless it says otherwise. */
  payment_days: z.int().min(0).max(365),
  /** Days before the last day to give notice on which the one who keeps a contract gets a task. */
  notice_lead_days: z.int().min(0).max(365),
  /** Invoices of subscriptions are issued as they are made; else they wait as drafts. */
  issue_subscriptions: z.boolean(),
  /** Invoices that lack what the law asks for are not issued; else that is a warning. */
  complete_invoices: z.boolean(),
});
export type BillingSettings = z.infer<typeof settings>;

export const readBillingSettings = defineAction({
  id: "billing_settings.read",
  method: "GET",
  path: "/api/billing-settings",
  summary: "How invoices are made unless they say otherwise",
  permission: "signed_in",
  output: settings,
});

export const changeBillingSettings = defineAction({
  id: "billing_settings.change",
  method: "PUT",
  path: "/api/billing-settings",
  summary: "Changes how invoices are made",
  permission: "settings:change",
  body: settings,
  output: settings,
});
