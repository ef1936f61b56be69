import { z } from "zod";
import { defineAction } from "#kernel/action";

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
