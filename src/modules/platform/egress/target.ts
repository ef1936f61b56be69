import { isIP } from "node:net";
import type { EgressAllowance, RuntimeSettings } from "#records";
import { allows } from "./allowances.ts";
import { EgressError } from "./egress-error.ts";
import { isOfThisMachine, isPublic } from "./own-network.ts";

/** What of the settings decides where requests may go. */
export type EgressSettings = Pick<RuntimeSettings, "egressAllow" | "baseUrl" | "port">;

/** Where a request goes, as its address says it. */
export interface Target {
  readonly url: URL;
  readonly secure: boolean;
  /** Lower case, without brackets and trailing dot. */
  readonly hostname: string;
  readonly port: number;
  /** The port of what is spoken there, which is open as those of HTTP are; 22 of SFTP. */
  readonly usual?: number;
}

// What listens there speaks no HTTP, or should hear nothing of a stranger's: databases, queues, containers.
const closedPorts: ReadonlySet<number> = new Set([
  1433, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5060, 5061, 5432, 5433, 5672, 5900, 5984, 6000,
  6379, 6432, 6443, 6667, 7000, 7001, 8500, 9042, 9092, 9200, 9300, 10_250, 11_211, 15_672, 27_017, 27_018,
]);

/** Reads an address as the browser standard does, which writes every spelling of an IPv4 address in one way. */
export function targetOf(address: string | URL): Target {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new EgressError("address");
  const secure = url.protocol === "https:";
  const hostname = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return { url, secure, hostname, port: Number(url.port) || (secure ? 443 : 80) };
}

/** A host and port where something else than HTTP is spoken. Throws `EgressError` where the host is none. */
export function hostTarget(host: string, port: number, usual: number): Target {
  const named = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  if (!/^[^/?#@\\\s]+$/.test(named)) throw new EgressError("address");
  const target = targetOf(`http://${named}:${port}`);
  return { ...target, port, usual };
}

/**
 * Asserts that a connection to `target` may end at each of `addresses`, which its name was found to be. One that may
 * not refuses all: a name that leads both in and out is not led in by chance.
 */
export function assertReachable(
  target: Target,
  addresses: readonly string[],
  settings: EgressSettings,
): void {
  if (addresses.length === 0 || addresses.some((address) => !isReachable(target, address, settings)))
    throw new EgressError("address");
}

/** The address itself where the host is one, written in whatever way; else the name has to be looked up. */
export function literalAddress({ hostname }: Target): string | undefined {
  return isIP(hostname) ? hostname : undefined;
}

function isReachable(target: Target, address: string, settings: EgressSettings): boolean {
  if (isOurOwn(target, address, settings)) return false;
  const { hostname, port } = target;
  const allowed = (settings.egressAllow ?? []).filter((one) => allows(one, { hostname, address, port }));
  if (allowed.some(namesPort)) return true;
  return (port === target.usual || isOpenPort(port)) && (allowed.length > 0 || isPublic(address));
}

function namesPort(allowance: EgressAllowance): boolean {
  return allowance.port !== undefined;
}

function isOpenPort(port: number): boolean {
  return port === 80 || port === 443 || (port > 1023 && !closedPorts.has(port));
}

// Rapport calling Rapport would go round in circles, whatever the operator allows.
function isOurOwn(target: Target, address: string, { baseUrl, port }: EgressSettings): boolean {
  if (target.port === port && isOfThisMachine(address)) return true;
  const own = URL.canParse(baseUrl) ? targetOf(baseUrl) : undefined;
  return own !== undefined && own.hostname === target.hostname && own.port === target.port;
}
