/** What became of one way of verifying a sender, and for which domain. */
export interface Method {
  readonly name: "spf" | "dkim" | "dmarc" | "arc";
  readonly result: string;
  readonly domain: string | null;
}

/** Whether a mail is from whom it says: `unknown` where its domain says of none of its mails how to tell. */
export type SenderCheck = "verified" | "failed" | "unknown";

const longest = 5000;

/** What an Authentication-Results says (RFC 8601, 2.2), behind the name of who says it. */
export function methodsIn(header: string): Method[] {
  const parts = header
    .slice(0, longest)
    .replace(/\([^()]*\)/g, " ")
    .split(";")
    .slice(1);
  return parts.flatMap((part) => {
    const [, name, result = ""] = /^\s*(spf|dkim|dmarc|arc)\s*=\s*([a-z]+)/i.exec(part) ?? [];
    const about = /\b(?:header\.(?:d|from)|smtp\.mailfrom|header\.i)\s*=\s*"?(?:[^\s"@;]*@)?([\w.-]+)/i.exec(
      part,
    );
    return name
      ? [
          {
            name: name.toLowerCase() as Method["name"],
            result: result.toLowerCase(),
            domain: about?.[1]?.toLowerCase() ?? null,
          },
        ]
      : [];
  });
}

/** Who says it. */
export function saidBy(header: string): string {
  return (/^\s*([^\s;]+)/.exec(header)?.[1] ?? "").toLowerCase();
}

/**
 * DMARC (RFC 7489) has the last word; where the domain asks for none, a signature of it or its server's address proves as much.
 */
export function checkOf(from: string | null, all: readonly Method[]): SenderCheck | null {
  // Of who handed it on says ARC, and nothing of whom it is from.
  const methods = all.filter(({ name }) => name !== "arc");
  if (from === null || methods.length === 0) return null;
  const dmarc = methods.find(({ name }) => name === "dmarc");
  if (dmarc?.result === "fail") return "failed";
  const host = from.slice(from.lastIndexOf("@") + 1);
  const isOwn = (domain: string | null) =>
    domain !== null && (domain === host || host.endsWith(`.${domain}`)) && domain.includes(".");
  // Broken heads are read in more than one way: it may have been said of another.
  if (dmarc?.result === "pass" && (dmarc.domain === null || isOwn(dmarc.domain))) return "verified";
  return methods.some(({ name, result, domain }) => name !== "dmarc" && result === "pass" && isOwn(domain))
    ? "verified"
    : "unknown";
}
