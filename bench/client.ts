/**
 * Asks a server over and over on kept connections and counts. A process of its own, and no more of HTTP than it takes, so
 * that the asking does not use up what is measured. Started by `measure.ts`, which sends it one `Load` after the other.
 */
import { connect, type Socket } from "node:net";
import type { Call } from "./tasks.ts";

export interface Load {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly turns: readonly (readonly Call[])[];
  /** Turn to begin with. */
  readonly first: number;
  readonly concurrency: number;
  readonly seconds: number;
}

export interface Tally {
  readonly turns: number;
  readonly seconds: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** What was answered instead of success, the first time. */
  readonly failure?: string;
}

process.on("message", (load: Load) => void measure(load).then((tally) => process.send?.(tally)));
process.send?.("ready");

async function measure({ port, headers, turns, first, concurrency, seconds }: Load): Promise<Tally> {
  const written = turns.map((calls) => calls.map((call) => requestOf(call, headers)));
  const times: number[] = [];
  let next = first;
  let failure: string | undefined;
  const began = performance.now();
  const end = began + seconds * 1000;
  const work = async () => {
    const connection = await open(port);
    for (let now = performance.now(); now < end && failure === undefined; ) {
      for (const request of written[next++ % written.length] ?? []) {
        const answer = await connection.ask(numbered(request));
        if (!answer.startsWith("HTTP/1.1 2")) failure = answer;
      }
      const later = performance.now();
      times.push(later - now);
      now = later;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const took = (performance.now() - began) / 1000;
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { turns: times.length, seconds: took, p50: at(0.5), p99: at(0.99), ...(failure && { failure }) };
}

function requestOf({ method, path, body }: Call, headers: Load["headers"]): Buffer {
  const text = body === undefined ? "" : JSON.stringify(body);
  const lines = Object.entries({
    host: "localhost",
    ...headers,
    ...(text && { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${text}`);
}

// Each number once, so that no change says what the one before said; begun anywhere, so that those who are made are not those
// of an earlier run, who would be there already.
let number = Math.floor(Math.random() * 90_000_000);
const digits = "00000000";

/** Puts a number of its own into all places of a request that are for one. */
function numbered(request: Buffer): Buffer {
  let at = request.indexOf(digits);
  if (at < 0) return request;
  const copy = Buffer.from(request);
  const own = String(++number).padStart(digits.length, "0");
  for (; at >= 0; at = request.indexOf(digits, at + digits.length)) copy.write(own, at);
  return copy;
}

interface Connection {
  /** Sends a request and answers its whole answer, as it came. */
  ask(request: Buffer): Promise<string>;
  close(): void;
}

function open(port: number): Promise<Connection> {
  return new Promise((opened, fail) => {
    const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let answered: (answer: string) => void = () => {};
    let got = "";
    socket.setEncoding("latin1");
    socket.once("error", fail);
    socket.once("close", () => answered(`closed after ${got}`));
    socket.on("data", (part) => {
      got += String(part);
      if (!isWhole(got)) return;
      const answer = got;
      got = "";
      answered(answer);
    });
    socket.once("connect", () =>
      opened({
        ask: (request) =>
          new Promise((done) => {
            answered = done;
            socket.write(request);
          }),
        close: () => socket.destroy(),
      }),
    );
  });
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head + 2))?.[1];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length >= head + 4 + Number(length);
}
