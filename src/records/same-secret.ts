import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets, or what proves them, are the same, in a time that tells nothing of either; what is missing is like nothing. */
export function isSameSecret(
  one: string | Uint8Array | undefined,
  other: string | Uint8Array | undefined,
): boolean {
  if (!one?.length || !other?.length) return false;
  // Digests are of one length, whatever was given.
  const digest = (secret: string | Uint8Array) => createHash("sha256").update(secret).digest();
  return timingSafeEqual(digest(one), digest(other));
}
