import { createHmac } from "node:crypto";
import { AppError } from "#kernel/error";
import { isSameSecret } from "#records";

/** How old a signed text may be, in seconds: an overheard one is worth nothing later. */
export const signatureTolerance = 300;

interface Signed {
  readonly body: string;
  /** `t=…,v1=…[,v1=…]` */
  readonly signature: string | undefined;
  readonly now: Date;
}

/**
 * Checks a signature with a time, as Stripe has it: HMAC-SHA256 of `t.body` by a secret that both know. Throws
 * `notice_forged`, and `notice_stale` for a true one that is too old or comes from the future.
 */
export function assertSigned({ body, signature, now }: Signed, secret: string): void {
  const parts = (signature ?? "")
    .slice(0, 2000)
    .split(",")
    .map((part) => part.trim().split("=", 2));
  const [time = ""] = parts.flatMap(([name, value]) => (name === "t" && value ? [value] : []));
  const signatures = parts.flatMap(([name, value]) => (name === "v1" && value ? [value] : []));
  const expected = /^\d{1,12}$/.test(time) ? signatureOf(secret, time, body) : null;
  if (!expected || !signatures.some((one) => isSameSecret(one, expected)))
    throw new AppError("notice_forged");
  if (Math.abs(now.getTime() / 1000 - Number(time)) > signatureTolerance) throw new AppError("notice_stale");
}

/** What `v1` is for a body that is sent at `time`, in seconds since 1970. */
export function signatureOf(secret: string, time: string, body: string): string {
  return createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
}
