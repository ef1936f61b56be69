import { createHmac } from "node:crypto";
import { z } from "zod";
import { AppError } from "#kernel/error";
import { isSameSecret } from "#records";

/** Who a visitor is at the page on which they stand, as its server has signed it. */
export const signedIdentity = z.strictObject({
  id: z.string().trim().min(1).max(200),
  email: z.email().max(320).optional(),
  name: z.string().trim().max(200).optional(),
  /** HMAC-SHA256 by the secret of the chat over `id`, a line break and `email` (nothing where there is none), in hex. */
  signature: z.string().max(100),
});
export type SignedIdentity = z.infer<typeof signedIdentity>;

/** Throws `not_allowed` for what was signed by another secret, or for others. */
export function assertProven(secret: string | null, { id, email = "", signature }: SignedIdentity): void {
  if (secret === null) throw new AppError("not_allowed");
  if (!isSameSecret(signatureOf(secret, { id, email }), signature.toLowerCase()))
    throw new AppError("not_allowed");
}

export function signatureOf(secret: string, { id, email }: { id: string; email: string }): string {
  return createHmac("sha256", secret).update(`${id}\n${email}`).digest("hex");
}
