import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Ask, askerAt } from "./asking.ts";
import { hearStream } from "./event-stream.ts";
import { type Came, clock, type Count, heardIn, say } from "./words.ts";

// Many visitors in a process of their own: each has an address, a stream and a session, and does what the widget does.

export interface Visit {
  readonly account: string;
  /** Where they begin, and where they go when that is gone. */
  readonly ports: readonly [number, number];
  readonly first: number;
  readonly count: number;
}

export interface Writing {
  /** Messages a second of all of them together. */
  readonly pace: number;
  readonly seconds: number;
}

interface Visitor {
  readonly name: string;
  readonly from: string;
  readonly ask: Ask;
  token: string;
  place: number;
  port: number;
}

const visitors: Visitor[] = [];
const came: Came[] = [];
const known = new Set<string>();
let visit: Visit;
let [sent, doubled, cut] = [0, 0, 0];

process.on("message", (told: Visit | Writing | "count") => {
  if (told === "count") process.send?.({ sent, came, doubled, cut } satisfies Count);
  else void ("account" in told ? arrive(told) : write(told)).then(() => process.send?.("done"));
});
process.send?.("ready");

async function arrive(told: Visit): Promise<void> {
  visit = told;
  for (let at = told.first; at < told.first + told.count; at++) {
    const from = `127.1.${1 + Math.floor(at / 250)}.${1 + (at % 250)}`;
    visitors.push({ name: `v${at}`, from, ask: askerAt(from), token: "", place: 0, port: told.ports[0] });
  }
  for (let at = 0; at < visitors.length; at += 20) await Promise.all(visitors.slice(at, at + 20).map(comeIn));
}

async function comeIn(visitor: Visitor): Promise<void> {
  const { token } = await ask<{ token: string }>(visitor, "session", {});
  visitor.token = token;
  const { promise, resolve } = Promise.withResolvers<void>();
  void listen(visitor, resolve);
  await promise;
}

async function listen(visitor: Visitor, opened: () => void): Promise<void> {
  opened();
  for (;;) {
    const { port } = visitor;
    await hearStream(
      {
        port,
        path: `/chat/at/${visit.account}/stream`,
        headers: { authorization: `Bearer ${visitor.token}`, "last-event-id": String(visitor.place) },
        from: visitor.from,
      },
      ({ event, data }) => event === "line" && take(visitor, JSON.parse(data) as Line),
    ).catch(() => {});
    cut++;
    visitor.port = otherThan(port);
    // As the widget does.
    await pause(300 + Math.random() * 300);
  }
}

interface Line {
  readonly sequence: number;
  readonly from: string;
  readonly body: string;
}

function take(visitor: Visitor, { sequence, from, body }: Line): void {
  const { number, at } = heardIn(body);
  if (sequence <= visitor.place || known.has(`${from}${number}`)) doubled++;
  visitor.place = Math.max(visitor.place, sequence);
  known.add(`${from}${number}`);
  if (from === "us") came.push([number, at, clock() - at]);
}

/** Each in turn, when its moment has come. */
async function write({ pace, seconds }: Writing): Promise<void> {
  const began = clock();
  const under: Promise<void>[] = [];
  for (let at = 0; at < pace * seconds; at++) {
    await pause(Math.max(0, began + (at * 1000) / pace - clock()));
    const visitor = visitors[(at * 7) % visitors.length] as Visitor;
    under.push(send(visitor, `${visitor.name}.${at}`));
  }
  await Promise.all(under);
}

/** Again and again under the same id until it was taken. */
async function send(visitor: Visitor, number: string): Promise<void> {
  const message = { id: randomUUID(), body: say(number, clock()) };
  sent++;
  for (;;) {
    const { port } = visitor;
    try {
      return void (await ask(visitor, "messages", message));
    } catch {
      visitor.port = otherThan(port);
      await pause(500 + Math.random() * 500);
    }
  }
}

function ask<T>({ ask, port, token }: Visitor, way: string, body: object): Promise<T> {
  return ask<T>({
    port,
    method: "POST",
    path: `/chat/at/${visit.account}/${way}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body,
  });
}

function otherThan(port: number): number {
  const [one, other] = visit.ports;
  return port === one ? other : one;
}
