import { type RuntimeSettings } from "#records";
import { isProof, proofOf } from "./message-ids.ts";

type Settings = Pick<RuntimeSettings, "secret" | "baseUrl">;

/** Of what stands before the `@`, by RFC 5321. */
const longestLocal = 64;

/**
 * `support+reply-<message>-<proof>@…`: an answer to it finds its conversation, whatever the program of who answers does to ids.
 * Null where it would grow too long.
 */
export function replyAddress(settings: Settings, address: string, message: string): string | null {
  const [local = "", host = ""] = address.split(/@(?=[^@]*$)/);
  const token = `reply-${message.replaceAll("-", "")}-${proofOf(settings, message).slice(0, shortProof)}`;
  const whole = `${local}+${token}`;
  return whole.length > longestLocal ? null : `${whole}@${host}`;
}

const shortProof = 12;

/** The message to which an address of ours is the answer; null for any other, and for one that somebody made up. */
export function messageOfAddress(settings: Settings, address: string): string | null {
  const [, digits = "", proof = ""] = /\+reply-([0-9a-f]{32})-([0-9a-f]{12})@/i.exec(address) ?? [];
  const message = digits.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const rest = message && proofOf(settings, message).slice(shortProof);
  return message && isProof(settings, message, proof.toLowerCase() + rest) ? message : null;
}

/** The address itself, without what stands behind a plus. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, "").toLowerCase();
}
