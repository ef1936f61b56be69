import { createHmac } from "node:crypto";
import { isSameSecret } from "#records";

/** Whether `given` is the HMAC-SHA256 of the bytes, in hexadecimal. */
export function isSignedBy(secret: string | undefined, content: Buffer, given: string | undefined): boolean {
  if (!secret) return false;
  return isSameSecret(createHmac("sha256", secret).update(content).digest("hex"), given);
}
