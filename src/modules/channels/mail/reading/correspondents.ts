import type { Address, Email } from "postal-mime";
import { oneLine } from "./words.ts";

export interface Correspondent {
  readonly address: string;
  readonly name: string;
}

const most = 200;

/** Those named, each once, groups opened; what is no address is left out. */
export function correspondents(addresses: readonly (Address | undefined)[]): Correspondent[] {
  const all = new Map<string, Correspondent>();
  for (const one of addresses.flatMap((each) => each?.group ?? (each ? [each] : []))) {
    const address = plainAddress(one.address ?? "");
    if (address === null || all.has(address)) continue;
    all.set(address, { address, name: nameOf(one.name) });
    if (all.size === most) break;
  }
  return [...all.values()];
}

/** Who it is from: who wrote it, else who sent it, else whom to answer. */
export function writerOf({ from, sender, replyTo = [] }: Email): Correspondent | null {
  return correspondents([from, sender, ...replyTo])[0] ?? null;
}

/** In lower case; null for what is no address. */
export function plainAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^<|>$/g, "")
    .toLowerCase();
  return address.length <= 254 && /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/.test(address) ? address : null;
}

/** Whether two addresses are of one domain. */
export function isOfDomain(address: string, other: string): boolean {
  const domain = (one: string) => one.slice(one.lastIndexOf("@") + 1).toLowerCase();
  return domain(address) === domain(other);
}

// A name that is an address is none.
function nameOf(name: string): string {
  return name.includes("@") ? "" : oneLine(name.replace(/["'<>]/g, ""), 200);
}
