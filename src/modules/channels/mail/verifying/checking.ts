import { domainToASCII } from "node:url";
import type { ARCChainEntry, ARCResult } from "mailauth";
import { type AskNames, askNames, isPublicAddress } from "#platform";
import { boundedCopy } from "./bounded-copy.ts";

/** Who handed a mail over, as the connection tells it. */
export interface HandedBy {
  readonly address: string;
  readonly helo: string;
  /** Sender of the envelope; empty where nothing is to be answered. */
  readonly from: string;
}

/** Milliseconds for all of it: whoever hands a mail over waits meanwhile. */
const longest = 8000;

/**
 * What SPF, DKIM and DMARC say of a mail that came to us directly, as an Authentication-Results has it. Null where a
 * server of the own network handed it on, which may say so itself; nothing but who says it where the names did not answer in time.
 */
export async function checkMail(
  raw: Buffer,
  { address, helo, from }: HandedBy,
  ask: AskNames = askNames,
): Promise<string | null> {
  if (!isPublicAddress(address)) return null;
  // Read when it is needed first: most mailboxes are fetched.
  const { authenticate } = await import("mailauth");
  const { copy, isWhole } = boundedCopy(raw);
  const checked = await Promise.race([
    authenticate(copy, {
      ip: address,
      helo,
      sender: from,
      mta: "rapport",
      resolver: ask as never,
      disableBimi: true,
    }),
    new Promise<null>((resolve) => void setTimeout(resolve, longest, null).unref()),
  ]).catch(() => null);
  if (!checked) return "rapport";
  const { dkim, spf, dmarc, arc } = checked;
  return [
    "rapport",
    ...dkim.results.map(
      ({ status, signingDomain }) => `dkim=${status.result} header.d=${plain(signingDomain ?? "")}`,
    ),
    ...(spf ? [`spf=${spf.status.result} smtp.mailfrom=${plain(spf.domain ?? "")}`] : []),
    // A mail of which not everything was looked at has not failed by what was.
    ...(dmarc && (isWhole || dmarc.status.result === "pass")
      ? [`dmarc=${dmarc.status.result} header.from=${plain(dmarc.domain ?? "")}`]
      : []),
    ...(arc ? handsOf(arc) : []),
  ].join("; ");
}

/** Each hand that sealed a whole chain, by the domain that was really asked for its key. */
function handsOf(arc: ARCResult): string[] {
  const { status, chain } = arc as ARCResult & { readonly chain?: readonly ARCChainEntry[] | false };
  if (status.result === "none") return [];
  if (status.result !== "pass" || !chain) return ["arc=fail"];
  return chain.map((link) => `arc=pass header.d=${plain(String(link["arc-seal"]?.parsed?.d?.value ?? ""))}`);
}

/** The domain that was asked, as names are asked for: letters of other scripts are never left out, for what remains is another's. */
function plain(domain: string): string {
  const name = domainToASCII(domain.replace(/\.$/, "")).toLowerCase();
  return /^[\w.-]{1,253}$/.test(name) ? name : "invalid";
}
