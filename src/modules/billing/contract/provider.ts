import { z } from "zod";
import { defineAction } from "#kernel/action";
import { currencyCode, decimalText } from "#kernel/money";
import { idParams } from "#records/contract";

const provider = z.strictObject({
  name: z.literal("stripe"),
  enabled: z.boolean(),
  /** Whether its keys are known; they are never told. */
  has_keys: z.boolean(),
  /** Where its notices (webhooks) are to be sent. */
  notices_address: z.string(),
});

export const readPaymentProvider = defineAction({
  id: "payment_provider.read",
  method: "GET",
  path: "/api/payment-provider",
  summary: "Whether customers can pay invoices by a provider of payments",
  permission: "settings:change",
  output: provider,
});

export const changePaymentProvider = defineAction({
  id: "payment_provider.change",
  method: "PUT",
  path: "/api/payment-provider",
  summary: "Sets the keys of the provider of payments, and switches it on and off",
  permission: "settings:change",
  body: z.strictObject({
    enabled: z.boolean(),
    secret_key: z
      .string()
      .trim()
      .regex(/^(sk|rk)_\w{8,250}$/)
      .optional(),
    notice_secret: z
      .string()
      .trim()
      .regex(/^whsec_[\w+/=]{8,250}$/)
      .optional(),
    /** Another address than Stripe's own, of a server that speaks its protocol. */
    address: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
  }),
  output: provider,
});

export const readPaymentLink = defineAction({
  id: "invoices.payment_link",
  method: "GET",
  path: "/api/invoices/:id/payment-link",
  summary:
    "The address at which a customer pays an invoice; null while there is nothing to pay or no provider",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ address: z.string().nullable() }),
});

const token = z.strictObject({ token: z.string().min(20).max(200) });

export const readPaymentPage = defineAction({
  id: "payment_pages.read",
  method: "GET",
  path: "/api/payment-pages/:token",
  summary: "What the customer with the link sees of the invoice to be paid",
  permission: "public",
  params: token,
  output: z.strictObject({
    seller: z.string(),
    number: z.string(),
    language: z.string(),
    currency: currencyCode,
    total: decimalText,
    open: decimalText,
    due_on: z.iso.date().nullable(),
    payable: z.boolean(),
  }),
});

export const openPaymentPage = defineAction({
  id: "payment_pages.pay",
  method: "POST",
  path: "/api/payment-pages/:token/payment",
  summary:
    "Opens the provider's page on which the customer pays what is open; the one that is open already, if any",
  permission: "public",
  params: token,
  body: z.strictObject({}),
  output: z.strictObject({ address: z.string() }),
});
