import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Ask, askerAt } from "./asking.ts";
import { hearStream } from "./event-stream.ts";
import { type Came, clock, type Count, heardIn, say } from "./words.ts";

// Those who answer, in a process of their own: each hears the live stream, reads a conversation when it says so, and answers
// each message once.

export interface Desk {
  readonly ports: readonly [number, number];
  readonly people: readonly { readonly email: string; readonly password: string }[];
}

export interface AgentsCount extends Count {
  /** When the stream told of it, before it was read. */
  readonly told: readonly Came[];
}

interface Agent {
  readonly place: number;
  readonly from: string;
  readonly ask: Ask;
  cookie: string;
  port: number;
  /** Conversations that are read at this moment, and whether they are to be read again. */
  readonly reading: Map<string, boolean>;
}

const agents: Agent[] = [];
const came: Came[] = [];
const told: Came[] = [];
const read = new Set<string>();
const toldAt = new Map<string, number>();
const waits = JSON.stringify({ field: "waiting_since", op: "not_empty" });
let desk: Desk;
let [sent, cut] = [0, 0];

process.on("message", (asked: Desk | "count") => {
  if (asked === "count") process.send?.({ sent, came, told, doubled: 0, cut } satisfies AgentsCount);
  else void sitDown(asked).then(() => process.send?.("done"));
});
process.send?.("ready");

async function sitDown(at: Desk): Promise<void> {
  desk = at;
  for (const [place, login] of at.people.entries()) {
    const from = `127.2.0.${place + 1}`;
    const port = at.ports[place % 2] as number;
    const agent: Agent = { place, from, ask: askerAt(from), cookie: "", port, reading: new Map() };
    agent.cookie = await signIn(agent, login);
    agents.push(agent);
    void listen(agent);
  }
}

async function signIn({ port }: Agent, login: object): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify(login),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function listen(agent: Agent): Promise<void> {
  for (let last = ""; ; cut++) {
    const { port } = agent;
    await hearStream(
      {
        port,
        path: "/api/live",
        headers: {
          cookie: agent.cookie,
          "sec-fetch-site": "same-origin",
          ...(last && { "last-event-id": last }),
        },
        from: agent.from,
      },
      ({ id, event, data }) => {
        last = id;
        if (event === "resync") void readAll(agent);
        if (event === "change") hear(agent, JSON.parse(data) as Change);
      },
    ).catch(() => {});
    agent.port = otherThan(port);
    await pause(1000 + Math.random() * 1000);
  }
}

/** Too much was missed: who waits is looked up anew, as a screen does. */
async function readAll(agent: Agent): Promise<void> {
  const { data } = await untilAnswered<{ data: { id: string }[] }>(agent, {
    method: "GET",
    path: `/api/conversations?sort=waiting_since&limit=200&filter=${encodeURIComponent(waits)}`,
  });
  for (const { id } of data) if (isOf(agent, id)) void readSoon(agent, id);
}

interface Change {
  readonly object: string;
  readonly ids: readonly string[];
}

function hear(agent: Agent, { object, ids }: Change): void {
  if (object === "message") for (const id of ids) if (!toldAt.has(id)) toldAt.set(id, clock());
  if (object === "conversation") for (const id of ids) if (isOf(agent, id)) void readSoon(agent, id);
}

/** Whose a conversation is: they share them out by their ids. */
function isOf({ place }: Agent, conversation: string): boolean {
  return Number.parseInt(conversation.slice(-6), 16) % desk.people.length === place;
}

async function readSoon(agent: Agent, conversation: string): Promise<void> {
  if (agent.reading.has(conversation)) return void agent.reading.set(conversation, true);
  do {
    agent.reading.set(conversation, false);
    await readIn(agent, conversation);
  } while (agent.reading.get(conversation));
  agent.reading.delete(conversation);
}

interface Said {
  readonly id: string;
  readonly direction: string;
  readonly body: string;
}

async function readIn(agent: Agent, conversation: string): Promise<void> {
  const { data } = await untilAnswered<{ data: Said[] }>(agent, {
    method: "GET",
    path: messagesOf(conversation),
  });
  const now = clock();
  for (const { id, direction, body } of data) {
    if (direction !== "in" || read.has(id)) continue;
    read.add(id);
    const { number, at } = heardIn(body);
    came.push([number, at, now - at]);
    told.push([number, at, (toldAt.get(id) ?? now) - at]);
    sent++;
    const answer = { body: say(number, clock()) };
    void untilAnswered(agent, {
      method: "POST",
      path: messagesOf(conversation),
      body: answer,
      key: randomUUID(),
    });
  }
}

interface Asked {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
}

/** Again and again, what writes under one key, so that it is done once. */
async function untilAnswered<T>(agent: Agent, { method, path, body, key }: Asked): Promise<T> {
  for (;;) {
    const { port } = agent;
    try {
      return await agent.ask<T>({
        port,
        method,
        path,
        headers: {
          cookie: agent.cookie,
          "sec-fetch-site": "same-origin",
          ...(key && { "idempotency-key": key }),
        },
        ...(body && { body }),
      });
    } catch {
      agent.port = otherThan(port);
      await pause(500 + Math.random() * 500);
    }
  }
}

function messagesOf(conversation: string): string {
  return `/api/conversations/${conversation}/messages`;
}

function otherThan(port: number): number {
  const [one, other] = desk.ports;
  return port === one ? other : one;
}
