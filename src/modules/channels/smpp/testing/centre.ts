import type { AddressInfo } from "node:net";
import { createServer, type Session, type Unit } from "smpp";

export interface Centre {
  readonly port: number;
  /** What was sent through it. */
  readonly submitted: Unit[];
  /** What the next of them are answered, before they are taken. */
  readonly refusals: number[];
  /** Hands something over, and waits until it is taken. */
  deliver(fields: object): Promise<Unit>;
  /** Breaks the connection off, and waits for the next. */
  breakOff(): Promise<void>;
  isBound(): boolean;
  close(): void;
}

/** A centre for short messages on a free port, by another's code than ours. Who knows the password `secret` may bind. */
export async function openCentre(): Promise<Centre> {
  const submitted: Unit[] = [];
  const refusals: number[] = [];
  let bound: Session | undefined;
  let arrived = Promise.withResolvers<void>();
  const server = createServer((session) => {
    session.on("error", () => {});
    session.on("bind_transceiver", (unit) => {
      const isKnown = unit.system_id === "vitosha" && unit.password === "secret";
      session.send(unit.response(isKnown ? {} : { command_status: 0x0e }));
      if (!isKnown) return;
      bound = session;
      arrived.resolve();
    });
    session.on("enquire_link", (unit) => void session.send(unit.response()));
    session.on("submit_sm", (unit) => {
      const status = refusals.shift() ?? 0;
      if (status === 0) submitted.push(unit);
      session.send(unit.response({ command_status: status, message_id: `m${submitted.length}` }));
    });
    session.on("close", () => {
      if (bound === session) bound = undefined;
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    submitted,
    refusals,
    deliver: (fields) =>
      new Promise((taken, failed) => {
        if (!bound?.deliver_sm(fields, taken)) failed(new Error("Nobody is connected"));
      }),
    async breakOff() {
      arrived = Promise.withResolvers();
      bound?.socket.destroy();
      await arrived.promise;
    },
    isBound: () => bound !== undefined,
    close() {
      bound?.socket.destroy();
      server.close();
    },
  };
}
