import { createHmac, hkdfSync } from "node:crypto";
import { AppError } from "#kernel/error";
import { get, isSameSecret, type RuntimeSettings, type Work } from "#records";

/**
 * The address at which a customer reads and pays an invoice, for who may see that invoice; null for a draft, a credit
 * note, and what is settled. It is the same however often it is asked for. Throws `not_found`.
 */
export async function paymentLinkOf(
  work: Work,
  settings: RuntimeSettings,
  id: string,
): Promise<string | null> {
  const { state, kind } = await get(work, "invoice", id);
  const isPayable = (state === "issued" || state === "partly_paid") && kind !== "credit_note";
  return isPayable ? addressOf(settings, id) : null;
}

export function addressOf({ baseUrl, secret }: RuntimeSettings, invoice: string): string {
  return `${baseUrl}/pay/${tokenOf(secret, invoice)}`;
}

/** What stands in the address: the invoice and what proves that we gave it, so that nobody can guess another. */
export function tokenOf(secret: Buffer, invoice: string): string {
  const id = Buffer.from(invoice.replaceAll("-", ""), "hex");
  return Buffer.concat([id, proofOf(secret, id)]).toString("base64url");
}

/** The invoice that a token of ours names. Throws `payment_link_gone` for all others. */
export function invoiceOf(secret: Buffer, token: string): string {
  const bytes = Buffer.from(token, "base64url");
  const [id, proof] = [bytes.subarray(0, 16), bytes.subarray(16)];
  if (!isSameSecret(proof, proofOf(secret, id))) throw new AppError("payment_link_gone");
  return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function proofOf(secret: Buffer, id: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport payment link 1", 32));
  return createHmac("sha256", key).update(id).digest().subarray(0, 24);
}
