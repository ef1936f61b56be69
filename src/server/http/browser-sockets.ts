import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { AppError, type ErrorCode, errorStatus } from "#kernel/error";
import type { BrowserSocket, Runtime } from "#records";
import { permits } from "#records/contract";
import { assertNotViewing } from "../runtime.ts";
import type { Authenticate } from "./caller.ts";
import { assertOwnOrigin } from "./origin.ts";

interface Options {
  readonly authenticate: Authenticate;
  readonly sockets: readonly BrowserSocket[];
}

interface Open {
  readonly of: BrowserSocket;
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly userId: string;
}

const most = 2_000;
const checkEvery = 1_000;
/** Connections whose session is looked up again each second; with more, each waits its turn. */
const checksAtOnce = 50;

/** Asks Node to give up a request to a socket of ours; whatever else wishes for another protocol is answered in this one. */
export function wishesForSocket(modules: readonly { readonly sockets?: readonly BrowserSocket[] }[]) {
  const paths = new Set(modules.flatMap(({ sockets }) => sockets ?? []).map(({ path }) => path));
  return ({ url }: IncomingMessage): boolean => paths.has(pathOf(url));
}

const pathOf = (url = ""): string => url.split("?", 1)[0] ?? "";

/** Opens the sockets of all modules to who is signed in, on our own pages, and may; and ends them when they no longer may. */
export function serveBrowserSockets(
  app: FastifyInstance,
  runtime: Runtime,
  { authenticate, sockets }: Options,
): void {
  const opened = new Set<Open>();
  const admitted = async (of: BrowserSocket, { headers }: IncomingMessage): Promise<string> => {
    const caller = await authenticate(runtime, headers);
    const userId = caller?.actor.userId;
    // A key of a program has no telephone.
    if (!caller || !userId || caller.actor.keyId) throw new AppError("not_signed_in");
    assertOwnOrigin(headers, runtime.settings.baseUrl);
    assertNotViewing(caller.actor);
    if (!permits(caller.actor.rights, of.permission)) throw new AppError("not_allowed");
    return userId;
  };
  const open = async (of: BrowserSocket, request: IncomingMessage, socket: Duplex): Promise<void> => {
    const key = keyOf(request, of);
    const userId = await admitted(of, request);
    const own = [...opened].filter((one) => one.userId === userId && one.of === of);
    if (opened.size >= most || own.length >= of.perUser)
      throw new AppError("too_many_requests", { params: { seconds: 60 } });
    const one = { of, request, socket, userId };
    opened.add(one);
    socket.once("close", () => opened.delete(one));
    await of.open(runtime, userId, { socket, key });
  };
  app.server.on("upgrade", (request, socket) => {
    const of = sockets.find(({ path }) => path === pathOf(request.url));
    socket.on("error", () => socket.destroy());
    if (!of) return refuse(socket, "not_found");
    open(of, request, socket).catch((error: unknown) =>
      refuse(socket, error instanceof AppError ? error.code : "internal"),
    );
  });
  const checking = setInterval(() => {
    for (const one of [...opened].slice(0, checksAtOnce)) {
      // Moved to the end, so that all have their turn.
      opened.delete(one);
      opened.add(one);
      admitted(one.of, one.request).catch((error: unknown) => {
        if (error instanceof AppError) one.socket.destroy();
      });
    }
  }, checkEvery);
  app.addHook("preClose", async () => {
    clearInterval(checking);
    for (const { socket } of opened) socket.destroy();
  });
}

/** Throws where it is no opening of what is spoken there. */
function keyOf({ headers }: IncomingMessage, { speaks }: BrowserSocket): string {
  const key = headers["sec-websocket-key"] ?? "";
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((word) => word.trim());
  if (
    !/^[A-Za-z0-9+/]{22}==$/.test(key) ||
    headers["sec-websocket-version"] !== "13" ||
    !offered.includes(speaks)
  )
    throw new AppError("bad_request");
  return key;
}

function refuse(socket: Duplex, code: ErrorCode): void {
  const answer = `HTTP/1.1 ${errorStatus[code]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(answer, () => socket.destroy());
}
