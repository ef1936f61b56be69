import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Whether two words are the same, in a time that tells nothing of either. */
export function isSameWord(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Whether `given` is the HMAC-SHA256 of the bytes, in hexadecimal. */
export function isSignedBy(secret: string | undefined, content: Buffer, given: string | undefined): boolean {
  if (!secret) return false;
  return isSameWord(createHmac("sha256", secret).update(content).digest("hex"), given);
}
