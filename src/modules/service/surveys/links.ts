import { createHmac, hkdfSync } from "node:crypto";
import { AppError } from "#kernel/error";
import { isSameSecret, type RuntimeSettings } from "#records";

/** The address at which a customer says how satisfied they are with a ticket; nobody can guess another. */
export function surveyAddress({ baseUrl, secret }: RuntimeSettings, ticket: string): string {
  return `${baseUrl}/survey/${tokenOf(secret, ticket)}`;
}

export function tokenOf(secret: Buffer, ticket: string): string {
  const id = Buffer.from(ticket.replaceAll("-", ""), "hex");
  return Buffer.concat([id, proofOf(secret, id)]).toString("base64url");
}

/** The ticket that a token of ours names. Throws `survey_gone` for all others. */
export function ticketOf(secret: Buffer, token: string): string {
  const bytes = Buffer.from(token, "base64url");
  const [id, proof] = [bytes.subarray(0, 16), bytes.subarray(16)];
  if (!isSameSecret(proof, proofOf(secret, id))) throw new AppError("survey_gone");
  return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function proofOf(secret: Buffer, id: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport survey link 1", 32));
  return createHmac("sha256", key).update(id).digest().subarray(0, 24);
}
