import { createHmac, hkdfSync } from "node:crypto";
import { isSameSecret, type RuntimeSettings } from "#records";

const purpose = "rapport mail ids 1";
const proofLength = 20;

type Settings = Pick<RuntimeSettings, "secret" | "baseUrl">;

/** The Message-ID of a mail of ours, without its brackets: it tells the message, and nobody else can make one. */
export function messageIdOf(settings: Settings, message: string): string {
  return `rapport.${message}.${proofOf(settings, message)}@${hostOf(settings)}`;
}

/** The message that a Message-ID of ours tells; null for what we did not make. */
export function messageOf(settings: Settings, id: string): string | null {
  const [, message = "", proof = ""] = /^rapport\.([0-9a-f-]{36})\.([0-9a-f]{20})@/i.exec(id) ?? [];
  return message && isProof(settings, message.toLowerCase(), proof.toLowerCase())
    ? message.toLowerCase()
    : null;
}

/** What proves that a message is named by us. */
export function proofOf({ secret }: Settings, message: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
  return createHmac("sha256", key).update(message).digest("hex").slice(0, proofLength);
}

export function isProof(settings: Settings, message: string, proof: string): boolean {
  return isSameSecret(proofOf(settings, message), proof);
}

const ours = /rapport\.[0-9a-f-]{36}\.[0-9a-f]{20}@[\w.-]{1,253}/gi;

/** What looks like ids of ours in a text, wherever it stands; lines broken by quoted-printable are one. */
export function ourIdsIn(text: string): string[] {
  return [...text.replace(/=\r?\n/g, "").matchAll(ours)].map(([id]) => id.toLowerCase()).slice(0, 20);
}

const mostIds = 100;

/** The ids in a header such as References, without brackets, in their order. */
export function idsIn(header: string | undefined): string[] {
  const text = (header ?? "").slice(0, 50_000);
  const bracketed = [...text.matchAll(/<([^<>]{1,998})>/g)].map(([, id]) => plainId(id ?? ""));
  const ids = bracketed.length > 0 ? bracketed : text.split(/\s+/).map(plainId);
  return [...new Set(ids.filter((id) => id.length > 2))].slice(-mostIds);
}

/** An id without its brackets and what got between them. */
export function plainId(id: string): string {
  return id.replace(/[<>\s\u0000-\u001f]/g, "").toWellFormed();
}

function hostOf({ baseUrl }: Settings): string {
  return URL.parse(baseUrl)?.hostname || "rapport.invalid";
}
