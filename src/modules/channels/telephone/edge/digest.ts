import { createHash, randomBytes } from "node:crypto";

interface Proof {
  readonly method: string;
  readonly address: string;
  readonly login: string;
  readonly password: string;
}

/**
 * The answer to a challenge (`WWW-Authenticate`), by which a password is proved and not told: RFC 7616 with MD5 or SHA-256, without
 * or with `qop=auth`. Of several the first that can be answered is. Null where there is none.
 */
export function digestAnswer(challenges: string, proof: Proof): string | null {
  for (const { scheme, value } of challengesIn(challenges)) {
    const answer = scheme === "digest" ? answerTo(value, proof) : null;
    if (answer) return answer;
  }
  return null;
}

interface Challenge {
  readonly scheme: string;
  readonly value: Map<string, string>;
}

/** What stands in one or several headers: `Digest realm="a", nonce="b", Digest realm=…`. Of a name said twice the first stands. */
function challengesIn(words: string): Challenge[] {
  const challenges: Challenge[] = [];
  const tokens = words.match(/"(?:[^"\\]|\\.)*"|[^\s,="]+|=/g) ?? [];
  for (let at = 0; at < tokens.length; at++) {
    const name = (tokens[at] ?? "").toLowerCase();
    if (name === "=") continue;
    if (tokens[at + 1] !== "=") {
      challenges.push({ scheme: name, value: new Map() });
      continue;
    }
    const said = tokens[(at += 2)] ?? "";
    const value = challenges.at(-1)?.value;
    if (value && !value.has(name)) value.set(name, said.startsWith('"') ? said.slice(1, -1) : said);
  }
  return challenges;
}

function answerTo(
  value: ReadonlyMap<string, string>,
  { method, address, login, password }: Proof,
): string | null {
  const algorithm = value.get("algorithm") ?? "MD5";
  const hash = { md5: "md5", "sha-256": "sha256" }[algorithm.toLowerCase()];
  const [realm, nonce, qop] = [value.get("realm"), value.get("nonce"), value.get("qop")];
  if (!hash || realm === undefined || !nonce) return null;
  const of = (...parts: readonly string[]): string => createHash(hash).update(parts.join(":")).digest("hex");
  const [first, second] = [of(login, realm, password), of(method, address)];
  const parts = [`username="${login}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${address}"`];
  if (value.has("algorithm")) parts.push(`algorithm=${algorithm}`);
  const opaque = value.get("opaque");
  if (opaque !== undefined) parts.push(`opaque="${opaque}"`);
  if (qop === undefined) return `Digest ${[...parts, `response="${of(first, nonce, second)}"`].join(", ")}`;
  if (!qop.split(/\s*,\s*/).includes("auth")) return null;
  const own = randomBytes(8).toString("hex");
  const response = of(first, nonce, "00000001", own, "auth", second);
  return `Digest ${[...parts, "qop=auth", "nc=00000001", `cnonce="${own}"`, `response="${response}"`].join(", ")}`;
}
