import type { Email } from "postal-mime";
import { headersOf } from "../reading/parsing.ts";
import { checkOf, type Method, methodsIn, type SenderCheck } from "./methods.ts";

/**
 * Who is believed to say truly what they saw of a mail that they hand on: large ones that check everything which comes to them, by the
 * domains that they seal with. Whoever else is believed, an administrator says of a mailbox.
 */
const sealers = ["google.com", "microsoft.com", "messagingengine.com", "pobox.com", "topicbox.com"] as const;

/** More hands than this no honest mail goes through. */
export const mostSeals = 5;

interface Handed {
  readonly mail: Pick<Email, "headers">;
  readonly from: string | null;
  /** Whom an administrator believes besides. */
  readonly believed?: readonly string[] | undefined;
}

/** As `checkOf`, and as it was when it came to who handed it on, where they are believed. */
export function sealedCheck(
  methods: readonly Method[],
  { mail, from, believed }: Handed,
): SenderCheck | null {
  const check = checkOf(from, methods);
  const areWhole = methods.some(({ name, result }) => name === "arc" && result === "pass");
  return check !== "verified" && areWhole && isSealed(mail, from, believed) ? "verified" : check;
}

/**
 * Whether a mail was verified as it came to the first who handed it on (ARC, RFC 8617), and all who did so since are believed: one whom
 * nobody believes may have written all that stands below their seal. That the seals are whole is asked of others before.
 */
function isSealed(
  mail: Pick<Email, "headers">,
  from: string | null,
  believed: readonly string[] = [],
): boolean {
  const seals = headersOf(mail, "arc-seal").map(tagsOf);
  const trusted = new Set<string>([...sealers, ...believed.map((domain) => domain.toLowerCase())]);
  if (seals.length === 0 || seals.length > mostSeals) return false;
  if (!seals.every(({ d }) => d !== undefined && trusted.has(d.toLowerCase()))) return false;
  const [first, ...others] = headersOf(mail, "arc-authentication-results").filter((line) =>
    /^i\s*=\s*1\s*;/.test(line),
  );
  return first !== undefined && others.length === 0 && checkOf(from, methodsIn(first)) === "verified";
}

/** `i=1; d=example.com` (RFC 6376, 3.2). */
function tagsOf(line: string): Record<string, string | undefined> {
  return Object.fromEntries(
    line.split(";").flatMap((tag) => {
      const [, name, value = ""] = /^\s*([a-z]\w*)\s*=\s*(.*?)\s*$/i.exec(tag) ?? [];
      return name ? [[name.toLowerCase(), value.replace(/\s/g, "")]] : [];
    }),
  );
}
