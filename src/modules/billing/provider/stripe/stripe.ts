import { z } from "zod";
import { AppError } from "#kernel/error";
import { assertSigned, type Egress, EgressError, type EgressRequest } from "#platform";
import type { PaymentProvider } from "../provider.ts";
import { amountOf, minorUnits } from "./minor-units.ts";
import { noticeOf } from "./notices.ts";

export interface StripeKeys {
  /** `sk_…` or a restricted `rk_…`. */
  readonly secretKey: string;
  /** `whsec_…` of the endpoint that is told. */
  readonly noticeSecret: string;
}

/** The version of the API that this adapter was written against. */
const version = "2025-03-31.basil";
/** How long a page of payment stays open, in seconds; Stripe takes half an hour to a day. */
const openFor = 23 * 3600;

/** Stripe: pages of payment by Checkout Sessions, and its signed webhooks. */
export function openStripe(
  egress: Egress,
  keys: StripeKeys,
  address = "https://api.stripe.com",
): PaymentProvider {
  const proof = { authorization: `Bearer ${keys.secretKey}`, "stripe-version": version };
  const post = async <T extends z.ZodType>(
    path: string,
    key: string,
    form: Form,
    answer: T,
  ): Promise<z.output<T>> => {
    const { status, body } = await sent(egress, {
      method: "POST",
      address: `${address}${path}`,
      headers: {
        ...proof,
        "content-type": "application/x-www-form-urlencoded",
        "idempotency-key": key,
      },
      body: new URLSearchParams(form).toString(),
    });
    return understood(status, body, answer);
  };
  const get = async <T extends z.ZodType>(path: string, answer: T): Promise<z.output<T>> => {
    const { status, body } = await sent(egress, {
      method: "GET",
      address: `${address}${path}`,
      headers: proof,
    });
    return understood(status, body, answer);
  };
  return {
    name: "stripe",
    signedBy: "stripe-signature",
    async tryKey() {
      // What a key needs most: restricted ones may be allowed little else.
      await get("/v1/checkout/sessions?limit=1", listed);
      return { live: /^[sr]k_live_/.test(keys.secretKey) };
    },
    async openPayment({ key, amount, currency, title, email, locale, returnTo }) {
      const expiresAt = Math.floor(Date.now() / 1000) + openFor;
      const made = await post(
        "/v1/checkout/sessions",
        key,
        {
          mode: "payment",
          client_reference_id: key,
          success_url: `${returnTo}?paid`,
          cancel_url: returnTo,
          locale,
          ...(email ? { customer_email: email } : {}),
          "line_items[0][quantity]": "1",
          "line_items[0][price_data][currency]": currency.toLowerCase(),
          "line_items[0][price_data][unit_amount]": minorUnits(amount, currency),
          "line_items[0][price_data][product_data][name]": title,
          "metadata[payment_request]": key,
          "payment_intent_data[metadata][payment_request]": key,
        },
        opened,
      );
      return {
        reference: made.id,
        address: made.url,
        expiresAt: new Date((made.expires_at ?? expiresAt) * 1000),
      };
    },
    async refund({ key, payment, amount, currency }) {
      const made = await post(
        "/v1/refunds",
        key,
        { payment_intent: payment, amount: minorUnits(amount, currency), "metadata[refund]": key },
        refunded,
      );
      return { reference: made.id };
    },
    async refundsOf(payment) {
      const { data } = await get(
        `/v1/refunds?payment_intent=${encodeURIComponent(payment)}&limit=100`,
        refunds,
      );
      return data
        .filter(({ status }) => status !== "failed" && status !== "canceled")
        .map(({ id, amount, currency, metadata }) => ({
          reference: id,
          key: metadata?.["refund"] ?? null,
          amount: amountOf(amount, currency.toUpperCase()),
        }));
    },
    readNotice(notice) {
      assertSigned(notice, keys.noticeSecret);
      return noticeOf(notice.body);
    },
  };
}

type Form = Readonly<Record<string, string>>;

const opened = z.object({
  id: z.string().max(255),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  expires_at: z.int().nullish(),
});
const listed = z.object({ object: z.literal("list") });
const refunded = z.object({ id: z.string().max(255) });
const refunds = z.object({
  data: z.array(
    z.object({
      id: z.string().max(255),
      amount: z.int(),
      currency: z.string().length(3),
      status: z.string().nullish(),
      metadata: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});
const refusal = z.object({
  error: z.object({ type: z.string(), code: z.string().nullish(), message: z.string().nullish() }),
});

async function sent(
  egress: Egress,
  request: Pick<EgressRequest, "method" | "address" | "headers" | "body">,
): Promise<{ readonly status: number; readonly body: Buffer }> {
  const patience = { answer: 20_000, whole: 25_000 };
  try {
    return await egress.send({ ...request, patience });
  } catch (error) {
    if (error instanceof EgressError) throw new AppError("provider_unreachable", { cause: error });
    throw error;
  }
}

function understood<T extends z.ZodType>(status: number, body: Buffer, shape: T): z.output<T> {
  const said = asJson(body);
  const answer = status < 300 ? shape.safeParse(said) : undefined;
  if (answer?.success) return answer.data;
  const refused = refusal.safeParse(said);
  if (status === 401 || status === 403) throw new AppError("provider_key_refused");
  if (status < 400 || status >= 500 || status === 429 || !refused.success)
    throw new AppError("provider_unreachable");
  const { message, code, type } = refused.data.error;
  throw new AppError("provider_refused", { params: { reason: (message ?? code ?? type).slice(0, 300) } });
}

function asJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
