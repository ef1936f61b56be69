import { createHmac } from "node:crypto";

export interface Message {
  /** `msg_…`; the same however often it is sent. */
  readonly id: string;
  readonly body: string;
}

/** The headers of Standard Webhooks 1.0: id, time of this try, and a signature by each secret. */
export function signedHeaders(
  secrets: readonly string[],
  { id, body }: Message,
  at: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
