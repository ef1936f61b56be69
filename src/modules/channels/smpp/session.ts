import type { Socket } from "node:net";
import { encryptOver, openEgress } from "#platform";
import type { Runtime } from "#records";
import { isOwn } from "../connections/own-servers.ts";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { answerTo, bindBody, commands, framed, genericNack, type Pdu, pduReader } from "./pdu.ts";

/** Milliseconds until something asked is answered. */
const patience = 30_000;
/** So many that came may wait until they are written down. */
const mostWaiting = 200;
/** What a command that we do not know is answered (SMPP 3.4, 5.1.3). */
const unknownCommand = 0x03;
/** The usual port of SMPP. */
const usual = 2775;
/** What somebody is told who may not bind (SMPP 3.4, 5.1.3): the bind failed, password, system_id. */
const refusals: ReadonlySet<number> = new Set([0x0d, 0x0e, 0x0f]);

/** We as somebody whom a centre for short messages knows. */
export interface Session {
  /** Aborted when the connection is over. */
  readonly over: AbortSignal;
  /** Asks and waits for the answer. Throws `MessengerError` where none comes. */
  ask(command: number, body: Buffer): Promise<Pdu>;
  /** Called with each message that comes; it is answered once that is done, and not where it throws. */
  onDelivered(hear: (pdu: Pdu) => Promise<void>): void;
  close(): void;
}

/** Connects and binds as a transceiver. Throws `MessengerError`, `EgressError`. */
export async function openSession(runtime: Runtime, connected: Connected<"smpp">): Promise<Session> {
  const { settings, secrets } = connected;
  const session = sessionOver(await openSocket(runtime, settings));
  try {
    const bound = await session.ask(
      commands.bindTransceiver,
      bindBody(settings.system_id, secrets.token ?? ""),
    );
    if (refusals.has(bound.status)) throw new MessengerError("sign_in");
    if (bound.status !== 0) throw new MessengerError("answer");
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

async function openSocket(
  runtime: Runtime,
  { host, port, security }: Connected<"smpp">["settings"],
): Promise<Socket> {
  if (security === "none" && !isOwn(runtime.settings, host)) throw new MessengerError("security");
  const socket = await openEgress(runtime.settings).connect({ host, port, usual });
  // What breaks is told by the session that ends.
  socket.on("error", () => {});
  if (security === "none") return socket;
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const over = encryptOver(socket, { host, servername: host }, () => resolve(over));
  over.once("error", () => reject(new MessengerError("security")));
  over.once("close", () => reject(new MessengerError("unreachable")));
  over.on("error", () => {});
  return promise;
}

function sessionOver(socket: Socket): Session {
  const asked = new Map<number, PromiseWithResolvers<Pdu>>();
  const over = new AbortController();
  const take = pduReader();
  let sequence = 0;
  let heard = Promise.resolve();
  let waiting = 0;
  // What comes before anybody hears waits for them: who only tries the connection acknowledges nothing.
  const hearing = Promise.withResolvers<(pdu: Pdu) => Promise<void>>();
  const close = (): void => {
    over.abort();
    for (const { reject } of asked.values()) reject(new MessengerError("unreachable"));
    asked.clear();
    socket.destroy();
  };
  const answer = (to: Pdu, body = Buffer.alloc(0)): void =>
    void socket.write(framed({ command: answerTo(to.command), status: 0, sequence: to.sequence, body }));
  const reject = ({ sequence: of }: Pdu): void =>
    void socket.write(
      framed({ command: genericNack, status: unknownCommand, sequence: of, body: Buffer.alloc(0) }),
    );
  const work = (pdu: Pdu): void => {
    if (pdu.command >= genericNack) return asked.get(pdu.sequence)?.resolve(pdu);
    if (pdu.command === commands.enquireLink) return answer(pdu);
    if (pdu.command === commands.deliver) {
      // One after the other, so that parts are joined once. Where one is not taken the line is left: it comes again.
      if (++waiting >= mostWaiting) socket.pause();
      heard = heard
        .then(() => hearing.promise)
        .then((hear) => hear(pdu))
        .then(() => {
          if (--waiting < mostWaiting) socket.resume();
          answer(pdu, Buffer.alloc(1));
        }, close);
      return;
    }
    if (pdu.command !== commands.unbind) return reject(pdu);
    answer(pdu);
    close();
  };
  const ask = async (command: number, body: Buffer): Promise<Pdu> => {
    if (over.signal.aborted) throw new MessengerError("unreachable");
    sequence = (sequence % 0x7fff_ffff) + 1;
    const mine = sequence;
    const answered = Promise.withResolvers<Pdu>();
    asked.set(mine, answered);
    const late = setTimeout(close, patience);
    socket.write(framed({ command, status: 0, sequence: mine, body }));
    try {
      return await answered.promise;
    } finally {
      clearTimeout(late);
      asked.delete(mine);
    }
  };
  socket.on("data", (piece: Buffer) => {
    try {
      take(piece).forEach(work);
    } catch {
      close();
    }
  });
  socket.once("close", close);
  return {
    over: over.signal,
    ask,
    onDelivered: hearing.resolve,
    close,
  };
}
