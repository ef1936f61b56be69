import { BlockList, isIP } from "node:net";
import type { EgressAllowance } from "#records";

/**
 * What an operator lets through, by comma: networks (`10.1.0.0/16`), addresses and hosts by name, each at one port
 * (`hooks.example:8443`, `[fd00::1]:8080`) or all. Throws an `Error` that names the part it cannot read.
 */
export function readAllowances(text: string): EgressAllowance[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "").map(readAllowance);
}

function readAllowance(text: string): EgressAllowance {
  const network = /^(.+)\/(\d{1,3})$/.exec(text);
  if (network) return networkOf(text, network[1] ?? "", Number(network[2]));
  const [, bracketed, named, port] = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = isIP(text) === 6 ? text : (bracketed ?? named ?? "").toLowerCase();
  if (!isIP(host) && !isName(host)) throw new Error(`names no host and no network: ${text}`);
  if (port === undefined) return { host };
  if (Number(port) < 1 || Number(port) > 65_535) throw new Error(`names no port: ${text}`);
  return { host, port: Number(port) };
}

function networkOf(text: string, host: string, prefix: number): EgressAllowance {
  const family = isIP(host);
  if (family === 0 || prefix > (family === 4 ? 32 : 128)) throw new Error(`names no network: ${text}`);
  return { host, prefix };
}

// Letters in the last label: `1.2.3` is no name.
function isName(host: string): boolean {
  return /^(?=.{1,253}$)([a-z\d_]([a-z\d_-]{0,61}[a-z\d])?\.)*[a-z]([a-z\d-]{0,61}[a-z\d])?$/.test(host);
}

/** Whether `allowance` speaks of `address`, which `hostname` was found to be, at `port`. */
export function allows(
  allowance: EgressAllowance,
  { hostname, address, port }: { hostname: string; address: string; port: number },
): boolean {
  if (allowance.port !== undefined && allowance.port !== port) return false;
  const family = isIP(allowance.host);
  if (family === 0) return allowance.host === hostname;
  if (isIP(address) !== family) return false;
  const network = new BlockList();
  const kind = family === 4 ? "ipv4" : "ipv6";
  network.addSubnet(allowance.host, allowance.prefix ?? (family === 4 ? 32 : 128), kind);
  return network.check(address, kind);
}
