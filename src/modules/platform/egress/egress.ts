import { type IncomingMessage, request as httpRequest } from "node:http";
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { connectTo, type Lookup, reachableAddresses, type Rules, systemLookup } from "./connecting.ts";
import { within } from "./deadline.ts";
import { EgressError, failureOf } from "./egress-error.ts";
import { type EgressSettings, hostTarget, type Target, targetOf } from "./target.ts";

export interface EgressRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "PROPFIND" | "REPORT";
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent piece by piece needs its length among the headers. */
  readonly body?: string | Buffer | Readable;
  /** How often what only reads is led on; not at all unless told. What changes something is never led on. */
  readonly redirects?: number;
  /** How much of the answer is read, in bytes; the rest is left. */
  readonly answerBytes?: number;
  readonly patience?: Partial<Patience>;
}

/** Milliseconds for the connection, until the answer begins, and for all of it. */
export interface Patience {
  readonly connect: number;
  readonly answer: number;
  readonly whole: number;
}

export interface EgressAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether `body` is all of it. */
  readonly complete: boolean;
  /** The address that answered, after whatever it was led on by. */
  readonly address: string;
}

/** An answer whose body is read while it comes, or not at all; `leave` ends it. */
export interface EgressStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly address: string;
  /** Throws `EgressError` where it breaks off. */
  readonly content: AsyncIterable<Buffer>;
  leave(): void;
}

const standardPatience: Patience = { connect: 5_000, answer: 10_000, whole: 10_000 };
const standardAnswerBytes = 100_000;
const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "PROPFIND", "REPORT"]);

/** Requests to addresses that users give: the only way out. */
export interface Egress {
  /** Throws `EgressError` where the address may not be called, as far as can be told now. */
  check(address: string): Promise<void>;
  /** Throws `EgressError`. An answer of any status is an answer. */
  send(request: EgressRequest): Promise<EgressAnswer>;
  /** The same, for a body that is too large to be held. */
  receive(request: EgressRequest): Promise<EgressStream>;
  /** The addresses of a host to which datagrams may go; what is sent there is the caller's. Throws `EgressError`. */
  addresses(of: { readonly host: string; readonly port: number; readonly usual: number }): Promise<string[]>;
  /** A connection to a host by name or number, for what speaks another protocol, whose usual port is open, too. Throws `EgressError`. */
  connect(to: { readonly host: string; readonly port: number; readonly usual: number }): Promise<Socket>;
}

/**
 * The client for every address that comes from a user. Each connection is looked up, checked and opened anew; proxies
 * of the environment are not asked, cookies not kept, and what is led on is checked like what began.
 */
export function openEgress(settings: EgressSettings, lookup: Lookup = systemLookup): Egress {
  const rules: Rules = { settings, lookup };
  return {
    check: async (address) => void (await reachableAddresses(targetOf(address), rules)),
    addresses: async ({ host, port, usual }) =>
      (await reachableAddresses(hostTarget(host, port, usual), rules)).map(({ address }) => address),
    receive: (request) => receive(request, rules),
    async send(request) {
      const { content, leave, ...answer } = await receive(request, rules);
      try {
        return { ...answer, ...(await bodyOf(content, request.answerBytes)) };
      } finally {
        leave();
      }
    },
    async connect({ host, port, usual }) {
      try {
        const signal = AbortSignal.timeout(standardPatience.connect);
        return await connectTo(hostTarget(host, port, usual), rules, signal);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

async function receive(request: EgressRequest, rules: Rules): Promise<EgressStream> {
  const patience = { ...standardPatience, ...request.patience };
  const whole = AbortSignal.timeout(patience.whole);
  const isRead = reading.has(request.method);
  let target = targetOf(request.address);
  let headers = request.headers ?? {};
  for (let left = isRead ? (request.redirects ?? 0) : 0; ; left--) {
    const answer = await exchange({ ...request, headers }, { target, rules, patience, whole });
    const next = isRead && request.redirects ? nextOf(answer, target) : undefined;
    if (!next) return answer;
    if (left === 0) throw new EgressError("answer");
    // What was meant for one host is not told to another.
    if (next.url.origin !== target.url.origin) headers = {};
    target = next;
  }
}

interface Way {
  readonly target: Target;
  readonly rules: Rules;
  readonly patience: Patience;
  readonly whole: AbortSignal;
}

async function exchange(
  request: EgressRequest,
  { target, rules, patience, whole }: Way,
): Promise<EgressStream> {
  const { connect, answer: begin } = patience;
  let socket: Socket | undefined;
  try {
    socket = await connectTo(target, rules, AbortSignal.any([whole, AbortSignal.timeout(connect)]));
    // What takes long to send is not waited for as an answer is.
    const sent = request.body === undefined || !isStream(request.body);
    const answering = sent ? AbortSignal.any([whole, AbortSignal.timeout(begin)]) : whole;
    const answer = await within(answering, begun(request, target, socket));
    const open = socket;
    return {
      status: answer.statusCode ?? 0,
      headers: plainHeaders(answer),
      address: target.url.href,
      content: contentOf(answer, whole, open),
      leave: () => void open.destroy(),
    };
  } catch (error) {
    socket?.destroy();
    throw failureOf(error);
  }
}

const isStream = (body: string | Buffer | Readable): body is Readable =>
  typeof body !== "string" && !Buffer.isBuffer(body);

/** The body as it comes, for as long as there is patience. */
async function* contentOf(
  answer: IncomingMessage,
  whole: AbortSignal,
  socket: Socket,
): AsyncGenerator<Buffer> {
  const pieces = (answer as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(whole, pieces.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw failureOf(error);
  } finally {
    socket.destroy();
  }
}

function begun(request: EgressRequest, { url }: Target, socket: Socket): Promise<IncomingMessage> {
  const { method, headers, body } = request;
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      {
        method,
        path: url.pathname + url.search,
        // A socket of one's own: no agent, so no proxy and no connection that another request opened.
        createConnection: () => socket,
        headers: { "user-agent": "Rapport", "accept-encoding": "identity", ...headers, host: url.host },
      },
      resolve,
    );
    asked.once("error", reject);
    // Leads to another protocol; there is none that we speak.
    asked.once("upgrade", () => reject(new EgressError("answer")));
    if (body === undefined || !isStream(body)) {
      asked.end(body);
      return;
    }
    body.once("error", (error) => asked.destroy(error));
    asked.once("close", () => body.destroy());
    body.pipe(asked);
  });
}

async function bodyOf(
  content: AsyncIterable<Buffer>,
  most = standardAnswerBytes,
): Promise<{ body: Buffer; complete: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > most) return { body: Buffer.concat(chunks).subarray(0, most), complete: false };
  }
  return { body: Buffer.concat(chunks), complete: true };
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Where the answer leads on to; what it says besides is left. */
function nextOf(answer: EgressStream, target: Target): Target | undefined {
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return undefined;
  answer.leave();
  const url = URL.parse(location, target.url);
  if (!url) throw new EgressError("answer");
  return targetOf(url);
}
