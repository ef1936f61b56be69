import { createHmac } from "node:crypto";
import { z } from "zod";
import { AppError } from "#kernel/error";
import { isSameSecret } from "#records";

/** Seconds for which a signature may hold: one that somebody saw once is of no use for long. */
const longest = 7 * 86_400;

const line = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{Cc}*$/u);

/** Who a visitor is at the page on which they stand, as its server has signed it. */
export const signedIdentity = z.strictObject({
  id: line.min(1),
  email: z.email().max(320).optional(),
  name: line.optional(),
  /** Until when the signature holds, in seconds since 1970; a week ahead at most. */
  until: z.int(),
  /**
   * HMAC-SHA256 by the secret of the chat over `id`, `email`, `name` and `until`, each on a line of its own and empty where it is not
   * told, in hex.
   */
  signature: z.string().max(100),
});
export type SignedIdentity = z.infer<typeof signedIdentity>;

/** Throws `not_allowed` for what was signed by another secret, for others, or until a moment that has passed. */
export function assertProven(secret: string | null, { signature, ...who }: SignedIdentity, now: Date): void {
  const left = who.until - now.getTime() / 1000;
  if (secret === null || left < 0 || left > longest) throw new AppError("not_allowed");
  if (!isSameSecret(signatureOf(secret, who), signature.toLowerCase())) throw new AppError("not_allowed");
}

export function signatureOf(
  secret: string,
  { id, email = "", name = "", until }: Omit<SignedIdentity, "signature">,
): string {
  return createHmac("sha256", secret).update([id, email, name, until].join("\n")).digest("hex");
}
