import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, type RuntimeSettings, type Work } from "#records";
import { sellerOf } from "#catalogue";
import type { OutputOf } from "#kernel/action";
import type { readPaymentPage } from "../contract/provider.ts";
import { isProviderOn } from "./keys.ts";

/** The address at which a customer pays an invoice; null while there is nothing to pay, or nobody to take it. */
export async function paymentLink(
  work: Work,
  settings: RuntimeSettings,
  id: string,
): Promise<{ address: string | null }> {
  const invoice = await get(work, "invoice", id);
  const isPayable =
    ["issued", "partly_paid"].includes(String(invoice["state"])) && invoice["kind"] !== "credit_note";
  if (!isPayable || !(await isProviderOn(work))) return { address: null };
  return { address: addressOf(settings, id) };
}

export function addressOf({ baseUrl, secret }: RuntimeSettings, invoice: string): string {
  return `${baseUrl}/pay/${tokenOf(secret, invoice)}`;
}

/** What stands in the address: the invoice and what proves that we gave it, so that nobody can guess another. */
export function tokenOf(secret: Buffer, invoice: string): string {
  const id = Buffer.from(invoice.replaceAll("-", ""), "hex");
  return Buffer.concat([id, proofOf(secret, id)]).toString("base64url");
}

/** The invoice that a token of ours names. Throws `not_found` for all others. */
export function invoiceOf(secret: Buffer, token: string): string {
  const bytes = Buffer.from(token, "base64url");
  const [id, proof] = [bytes.subarray(0, 16), bytes.subarray(16)];
  const expected = proofOf(secret, id);
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) throw new AppError("not_found");
  return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function proofOf(secret: Buffer, id: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport payment link 1", 32));
  return createHmac("sha256", key).update(id).digest().subarray(0, 24);
}

/** What the customer with the link sees, who is nobody else to us. */
export async function paymentPage(
  work: Work,
  { secret }: RuntimeSettings,
  token: string,
): Promise<OutputOf<typeof readPaymentPage>> {
  const id = invoiceOf(secret, token);
  const { rows } = await sql<
    Omit<OutputOf<typeof readPaymentPage>, "seller" | "payable"> & { state: string }
  >`
    select number, language, currency, total::text, open::text, due_on::text, state from invoices
    where id = ${id} and state <> 'draft' and kind <> 'credit_note' and archived_at is null`.execute(work.db);
  const [row] = rows;
  if (!row) throw new AppError("not_found");
  const { state, ...invoice } = row;
  const isOpen = state === "issued" || state === "partly_paid";
  const [seller, isOn] = await Promise.all([sellerOf(work), isProviderOn(work)]);
  return { ...invoice, seller: seller.name, payable: isOpen && isOn };
}
