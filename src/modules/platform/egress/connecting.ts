import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";
import { type ConnectionOptions, connect as secure, type TLSSocket } from "node:tls";
import { within } from "./deadline.ts";
import { EgressError } from "./egress-error.ts";
import { assertReachable, type EgressSettings, literalAddress, type Target } from "./target.ts";

/** All addresses of a name. */
export type Lookup = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/** Asks the name server of this machine. */
export const systemLookup: Lookup = (hostname) => lookup(hostname, { all: true });

export interface Rules {
  readonly settings: EgressSettings;
  readonly lookup: Lookup;
}

/**
 * Opens a connection to `target`. Its name is looked up once; what is found is checked and is what the socket is
 * opened to, so that no second answer of the name server comes between.
 */
export async function connectTo(target: Target, rules: Rules, signal: AbortSignal): Promise<Socket> {
  const addresses = await within(signal, reachableAddresses(target, rules));
  const socket = connect({
    host: target.hostname,
    port: target.port,
    // Not called where the host is an address: that one is checked already.
    lookup: (_hostname, _options, found) => found(null, [...addresses]),
  });
  try {
    await within(signal, opened(socket, "connect"));
    assertReachable(target, [socket.remoteAddress ?? ""], rules.settings);
    return target.secure ? await within(signal, encrypted(socket, target)) : socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Where the name of `target` leads. Throws `EgressError` where one of the addresses may not be called. */
export async function reachableAddresses(target: Target, { lookup, settings }: Rules) {
  const literal = literalAddress(target);
  const addresses = literal ? [{ address: literal, family: 0 }] : await found(target, lookup);
  assertReachable(
    target,
    addresses.map(({ address }) => address),
    settings,
  );
  return addresses;
}

async function found({ hostname }: Target, lookup: Lookup) {
  try {
    return await lookup(hostname);
  } catch (error) {
    throw new EgressError("address", error);
  }
}

async function encrypted(socket: Socket, target: Target): Promise<Socket> {
  const literal = literalAddress(target);
  const over = secure({
    socket,
    host: target.hostname,
    ...(literal ? {} : { servername: target.hostname }),
    ALPNProtocols: ["http/1.1"],
  });
  await opened(over, "secureConnect");
  return over;
}

/**
 * Encrypts a connection that was opened by the one way out, for protocols that do so themselves, at once or after a greeting. What
 * goes wrong is told by its `error`.
 */
export function encryptOver(socket: Socket, options: ConnectionOptions, done: () => void): TLSSocket {
  return secure({ ...options, socket }, done);
}

function opened(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    // Stays: what breaks later is told by the answer that does not come.
    socket.on("error", reject);
    socket.once("close", () => reject(new EgressError("connection")));
  });
}
