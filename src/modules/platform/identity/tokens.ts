import { hash, randomBytes } from "node:crypto";

/** 256 random bits, as they stand in a link or a key. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** How a token is kept: from the hash it cannot be told. */
export function hashOf(token: string): string {
  return hash("sha256", token, "base64url");
}

/** Whether `token` has the form of ours; anything else is not even looked for. */
export function isToken(token: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(token);
}
