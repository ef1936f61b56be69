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
  const parts = partsOf(header.slice(0, longest));
  // What nobody can read says nothing for the sender, and is no word of nobody's.
  if (!parts) return [{ name: "dmarc", result: "permerror", domain: null }];
  return parts.slice(1).flatMap((part) => {
    const [, name, result = ""] = /^\s*(spf|dkim|dmarc|arc)\s*=\s*([a-z]+)/i.exec(part) ?? [];
    const about = /\b(?:header\.(?:d|from)|smtp\.mailfrom|header\.i)\s*=\s*(?:[^\s@]*@)?([\w.-]+)/i.exec(
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

/**
 * What stands between semicolons, without comments. Of what is quoted stays what is like a name: senders choose what stands before
 * the `@` of their address, a semicolon and a method among it. Null where a comment or a quotation has no end.
 */
function partsOf(header: string): string[] | null {
  const parts = [""];
  const write = (text: string) => parts.push((parts.pop() ?? "") + text);
  let [depth, quoted] = [0, null as string | null];
  for (let at = 0; at < header.length; at++) {
    const sign = header.charAt(at);
    if (sign === "\\" && (depth > 0 || quoted !== null)) {
      at++;
      if (quoted !== null) quoted += "\\";
    } else if (quoted !== null) {
      if (sign !== '"') quoted += sign;
      else {
        write(/^[\w.@-]*$/.test(quoted) ? quoted : "");
        quoted = null;
      }
    } else if (sign === "(") depth++;
    else if (depth > 0) {
      if (sign !== ")") continue;
      depth--;
      write(" ");
    } else if (sign === '"') quoted = "";
    else if (sign === ";") parts.push("");
    else write(sign);
  }
  return depth > 0 || quoted !== null ? null : parts;
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
  const dmarc = methods.filter(({ name }) => name === "dmarc");
  if (dmarc.some(({ result }) => result === "fail")) return "failed";
  const host = from.slice(from.lastIndexOf("@") + 1);
  const isOwn = (domain: string | null) =>
    domain !== null && (domain === host || host.endsWith(`.${domain}`)) && domain.includes(".");
  // Broken heads are read in more than one way: it may have been said of another.
  const isPassed = ({ result, domain }: Method) => result === "pass" && (domain === null || isOwn(domain));
  if (dmarc.length > 0 && dmarc.every(isPassed)) return "verified";
  return methods.some(({ name, result, domain }) => name !== "dmarc" && result === "pass" && isOwn(domain))
    ? "verified"
    : "unknown";
}
