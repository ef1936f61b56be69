import { z } from "zod";
import { defineAction } from "#kernel/action";

const provider = z.strictObject({
  name: z.literal("stripe"),
  enabled: z.boolean(),
  /** Whether each key is known; they are never told. */
  has_secret_key: z.boolean(),
  has_notice_secret: z.boolean(),
  /** Where its notices (webhooks) are to be sent, and of which events. */
  notices_address: z.string(),
  notices: z.array(z.string()),
  /** When the last one came that was truly signed. */
  noticed_at: z.iso.datetime().nullable(),
});
export type ShownProvider = z.infer<typeof provider>;

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
  summary: "Sets the keys of the provider of payments, and switches it on and off; null forgets a key",
  permission: "settings:change",
  body: z.strictObject({
    enabled: z.boolean(),
    secret_key: z
      .string()
      .trim()
      .regex(/^(sk|rk)_\w{8,250}$/)
      .nullish(),
    notice_secret: z
      .string()
      .trim()
      .regex(/^whsec_[\w+/=]{8,250}$/)
      .nullish(),
    /** Another address than Stripe's own, of a server that speaks its protocol. */
    address: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
  }),
  output: provider,
});

export const tryPaymentProvider = defineAction({
  id: "payment_provider.try",
  method: "POST",
  path: "/api/payment-provider/trial",
  summary: "Asks the provider of payments whether it takes the key that is kept",
  permission: "settings:change",
  output: z.strictObject({
    /** Of a key for trying out no money moves. */
    live: z.boolean(),
  }),
});
