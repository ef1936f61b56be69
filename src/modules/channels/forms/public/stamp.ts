import { createHmac, hkdfSync } from "node:crypto";
import { isSameSecret, type RuntimeSettings } from "#records";
import { longestOpen } from "./limits.ts";

type Secret = Pick<RuntimeSettings, "secret">;

/** Says when a form was opened, in a way that nobody else can. */
export function stampOf(settings: Secret, form: string, now = Date.now()): string {
  const at = now.toString(36);
  return `${at}.${proofOf(settings, form, at)}`;
}

/** Seconds since a form was opened; null for a stamp that somebody made up, that of another form, and one of long ago. */
export function secondsSince(settings: Secret, form: string, stamp: string): number | null {
  const [, at = "", proof = ""] = /^([0-9a-z]{1,11})\.([0-9a-f]{32})$/.exec(stamp) ?? [];
  if (!isSameSecret(proof, at && proofOf(settings, form, at))) return null;
  const seconds = (Date.now() - Number.parseInt(at, 36)) / 1000;
  return seconds > longestOpen ? null : seconds;
}

function proofOf({ secret }: Secret, form: string, at: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport forms 1", 32));
  return createHmac("sha256", key).update(`${form} ${at}`).digest("hex").slice(0, 32);
}
