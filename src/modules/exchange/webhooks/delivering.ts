import { AppError } from "#kernel/error";
import { type Egress, type EgressAnswer, EgressError, type EgressFailure, openEgress } from "#platform";
import type { Actor, Runtime } from "#records";
import { webhookLimits } from "../contract/webhooks.ts";
import { messageOf } from "./message.ts";
import { askedPause, delayAfter } from "./schedule.ts";
import { openHeaders, openSecrets } from "./secrets.ts";
import { signedHeaders } from "./signing.ts";
import { messageId, recordTry, skipDelivery, type StoredDelivery, type Try } from "./stored-delivery.ts";
import type { StoredWebhook } from "./stored-webhook.ts";

/** A webhook that is ready to call: who it acts as, and what only it can open. */
export interface Caller {
  readonly runtime: Runtime;
  readonly egress: Egress;
  readonly webhook: StoredWebhook;
  readonly actor: Actor;
  readonly secrets: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What came of a call. `gone`: its receiver wants no more; `filter`: the webhook asks for what it may not see. */
export type Outcome =
  | { readonly kind: "delivered" | "skipped" | "gone" | "filter" }
  /** `pause`: how long the receiver asks to be left in peace, in milliseconds. */
  | { readonly kind: "failed"; readonly pause: number };

/** Makes a webhook ready. Throws where its secret was sealed by a key that is not here. */
export function openCaller(runtime: Runtime, webhook: StoredWebhook, actor: Actor): Caller {
  const key = runtime.settings.secret;
  return {
    runtime,
    egress: openEgress(runtime.settings),
    webhook,
    actor,
    secrets: openSecrets(key, webhook),
    headers: openHeaders(key, webhook),
  };
}

/**
 * Makes one call and keeps how it went. Killed in between, it is made again under the same `webhook-id`. With `once` it
 * is not tried again.
 */
export async function deliver(caller: Caller, delivery: StoredDelivery, once = false): Promise<Outcome> {
  const { database } = caller.runtime;
  const body = await bodyFor(caller, delivery);
  if (typeof body !== "string") {
    if (body.kind === "skipped") await skipDelivery(database, delivery.id);
    return body;
  }
  const at = new Date();
  const { answer, tried } = await call(caller, { id: messageId(delivery.id), body }, at);
  const outcome = outcomeOf(answer, at);
  const delay = outcome.kind === "failed" && !once ? delayAfter(delivery.attempts + 1) : null;
  const state = outcome.kind === "delivered" ? "delivered" : delay === null ? "failed" : "waiting";
  await recordTry(database, delivery.id, tried, { state, again: delay === null ? null : fromNow(delay) });
  return outcome;
}

async function bodyFor(
  { runtime, actor, webhook }: Caller,
  delivery: StoredDelivery,
): Promise<string | Outcome> {
  try {
    const body = await runtime.read(actor, "system", (work) => messageOf(work, webhook, delivery));
    return body ?? { kind: "skipped" };
  } catch (error) {
    if (error instanceof AppError) return { kind: "filter" };
    throw error;
  }
}

async function call(
  { egress, webhook, secrets, headers }: Caller,
  message: { id: string; body: string },
  at: Date,
): Promise<{ answer: EgressAnswer | undefined; tried: Try }> {
  const began = performance.now();
  const tried = (rest: { answer?: EgressAnswer; failure?: EgressFailure }): Try => ({
    at,
    duration: Math.round(performance.now() - began),
    status: rest.answer?.status ?? null,
    failure: rest.failure ?? null,
    answer: rest.answer ? keptAnswer(rest.answer) : null,
  });
  try {
    const answer = await egress.send({
      method: "POST",
      address: webhook.address,
      headers: {
        ...headers,
        "content-type": "application/json",
        "user-agent": "Rapport-Webhooks",
        ...signedHeaders(secrets, message, at),
      },
      body: message.body,
      answerBytes: 8 * webhookLimits.answer,
    });
    return { answer, tried: tried({ answer }) };
  } catch (error) {
    if (error instanceof EgressError) return { answer: undefined, tried: tried({ failure: error.failure }) };
    throw error;
  }
}

function outcomeOf(answer: EgressAnswer | undefined, at: Date): Outcome {
  if (!answer) return { kind: "failed", pause: 0 };
  if (answer.status >= 200 && answer.status < 300) return { kind: "delivered" };
  if (answer.status === 410) return { kind: "gone" };
  const asks = answer.status === 429 || answer.status === 503;
  return { kind: "failed", pause: asks ? askedPause(answer.headers["retry-after"], at) : 0 };
}

/** As much of an answer as helps to find what is wrong; what is no text, or leads elsewhere, is not kept. */
function keptAnswer({ status, headers, body }: EgressAnswer): string | null {
  if (status >= 300 && status < 400) return null;
  if (headers["content-encoding"] !== undefined) return null;
  const text = body.toString("utf8").replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffd]+/gu, " ");
  return text.trim().slice(0, webhookLimits.answer) || null;
}

function fromNow(milliseconds: number): Date {
  return new Date(Date.now() + milliseconds);
}
