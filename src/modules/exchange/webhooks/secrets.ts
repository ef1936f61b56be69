import { randomBytes } from "node:crypto";
import { type Seal, seal, unseal } from "#platform";
import type { StoredWebhook } from "./stored-webhook.ts";

/** For how long the secret before the last counts, too, in milliseconds. */
export const overlap = 24 * 3_600_000;

/** A new secret, written as Standard Webhooks has it: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

export function sealSecret(key: Buffer, webhookId: string, secret: string): Buffer {
  return seal(key, of(webhookId, "secret"), secret);
}

/** Headers by name, sealed whole; null where there are none. */
export function sealHeaders(
  key: Buffer,
  webhookId: string,
  headers: Readonly<Record<string, string>>,
): Buffer | null {
  return Object.keys(headers).length > 0
    ? seal(key, of(webhookId, "headers"), JSON.stringify(headers))
    : null;
}

/** The secrets by which a call is signed now: the last, and within its overlap the one before. */
export function openSecrets(key: Buffer, webhook: StoredWebhook): string[] {
  const until = webhook.previous_secret_until?.getTime() ?? 0;
  const sealed = [webhook.secret, until > Date.now() ? webhook.previous_secret : null];
  return sealed.flatMap((blob) => (blob ? [unseal(key, of(webhook.id, "secret"), blob)] : []));
}

export function openHeaders(key: Buffer, webhook: StoredWebhook): Record<string, string> {
  if (!webhook.headers) return {};
  return JSON.parse(unseal(key, of(webhook.id, "headers"), webhook.headers)) as Record<string, string>;
}

/** What `open` brings; undefined where it was sealed by a key that is not here. */
export function ifOpens<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

function of(webhookId: string, what: "secret" | "headers"): Seal {
  return { purpose: `rapport webhook ${what} 1`, record: webhookId };
}
