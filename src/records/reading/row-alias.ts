import { createHash } from "node:crypto";

const longest = 40;

/**
 * A name for rows that stand in a query under those of `alias`, told apart by `step`. PostgreSQL cuts names at 63
 * bytes, and two that are cut alike would be one: a long one is folded.
 */
export function under(alias: string, step: string | number): string {
  const name = `${alias}_${step}`;
  if (Buffer.byteLength(name) <= longest) return name;
  return `n${createHash("sha256").update(name).digest("hex").slice(0, 20)}`;
}
