import { createHash, randomBytes } from "node:crypto";

interface Proof {
  readonly method: string;
  readonly address: string;
  readonly login: string;
  readonly password: string;
}

/**
 * The answer to a challenge (`WWW-Authenticate`), by which a password is proved and not told: RFC 7616 with MD5 or SHA-256, without
 * or with `qop=auth`. Null for what is no such challenge.
 */
export function digestAnswer(challenge: string, { method, address, login, password }: Proof): string | null {
  if (!/^digest\s/i.test(challenge)) return null;
  const value = new Map(
    [...challenge.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)].map(
      ([, name = "", quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? ""] as const,
    ),
  );
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
