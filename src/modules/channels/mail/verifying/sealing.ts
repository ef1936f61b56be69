import { headersOf, type Parsed } from "../reading/parsing.ts";
import { hasPlainHead, mostSeals } from "./bounded-copy.ts";
import { checkOf, type Method, methodsIn, type SenderCheck } from "./methods.ts";

/**
 * Who is believed to say truly what they saw of a mail that they hand on: large ones that check everything which comes to them, by the
 * domains that they seal with. Microsoft is none: it seals as checked what its own tenants send in anybody's name. Whoever else is
 * believed, an administrator says of a mailbox.
 */
const sealers = ["google.com", "messagingengine.com", "pobox.com", "topicbox.com"] as const;
interface Handed {
  /** As it came, byte for byte. */
  readonly raw: Buffer;
  readonly mail: Pick<Parsed, "headers" | "cut">;
  readonly from: string | null;
  /** Whom an administrator believes besides. */
  readonly believed?: readonly string[] | undefined;
}

/** As `checkOf`, and as it was when it came to who handed it on, where they are believed. */
export function sealedCheck(methods: readonly Method[], handed: Handed): SenderCheck | null {
  const check = checkOf(handed.from, methods);
  const hands = methods.filter(({ name }) => name === "arc");
  if (check === "verified" || hands.length === 0 || hands.some(({ result }) => result !== "pass"))
    return check;
  const trusted = new Set<string>([...sealers, ...(handed.believed ?? []).map((name) => name.toLowerCase())]);
  // Who checked the seals names whom they asked, if they name anybody: our own line does.
  const areTrusted = hands.every(({ domain }) => domain === null || trusted.has(domain));
  return areTrusted && isSealed(handed, trusted) ? "verified" : check;
}

/**
 * Whether a mail was verified as it came to the first who handed it on (ARC, RFC 8617), and all who did so since are believed: one whom
 * nobody believes may have written all that stands below their seal. That the seals are whole is asked of others before; so that we read
 * the same as they did, neither head nor seals may be of a kind that can be read in two ways.
 */
function isSealed({ raw, mail, from }: Handed, trusted: ReadonlySet<string>): boolean {
  const [seals, signatures, told] = ["arc-seal", "arc-message-signature", "arc-authentication-results"].map(
    (name) => headersOf(mail, name),
  ) as [string[], string[], string[]];
  const count = seals.length;
  if (count === 0 || count > mostSeals || mail.cut || !hasPlainHead(raw)) return false;
  const tags = seals.map(tagsOf);
  const numbers = [
    tags.map((all) => all?.["i"]),
    signatures.map((line) => tagsOf(line)?.["i"]),
    told.map(numberOf),
  ];
  if (!numbers.every((of) => isOneToAll(of, count))) return false;
  if (!tags.every((all) => trusted.has(all?.["d"]?.toLowerCase() ?? ""))) return false;
  const first = told.find((line) => numberOf(line) === "1") ?? "";
  return checkOf(from, methodsIn(first)) === "verified";
}

function numberOf(line: string): string | undefined {
  return /^i\s*=\s*(\d+)\s*;/.exec(line)?.[1];
}

function isOneToAll(numbers: readonly (string | undefined)[], count: number): boolean {
  return (
    numbers.length === count &&
    numbers
      .map(Number)
      .sort((a, b) => a - b)
      .every((one, at) => one === at + 1)
  );
}

/** `i=1; d=example.com` (RFC 6376, 3.2); null where something is said twice. */
function tagsOf(line: string): Readonly<Record<string, string>> | null {
  const tags = new Map<string, string>();
  for (const tag of line.split(";")) {
    const [, name = "", value = ""] = /^\s*([a-z]\w*)\s*=\s*(.*?)\s*$/i.exec(tag) ?? [];
    if (name === "") continue;
    if (tags.has(name.toLowerCase())) return null;
    tags.set(name.toLowerCase(), value.replace(/\s/g, ""));
  }
  return Object.fromEntries(tags);
}
