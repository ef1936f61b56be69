import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, expect } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../../test/front-door.ts";
import { adapterOf } from "../../adapters.ts";
import type { MessengerShown } from "../../contract/messengers.ts";
import { sendDue } from "../../sending/outbox.ts";

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** How a service answers, as its documentation says. */
export type Answers = (asked: Asked) => Answered | Promise<Answered>;
type Answered = readonly [number, unknown];

interface Played {
  readonly server: string;
  /** What it was asked, in its order. */
  readonly asked: Asked[];
  answers: Answers;
}

/** Plays services on a free port; which one says `answers`. */
export async function playServices(): Promise<Played> {
  const asked: Asked[] = [];
  const services = createServer((request, answer) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", async () => {
      const one = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
      asked.push(one);
      const [status, value] = await played.answers(one);
      if (status === 0) return request.socket.destroy();
      if (typeof value === "function") return stream(answer.writeHead(status), value as Keep);
      answer.writeHead(status).end(Buffer.isBuffer(value) ? value : JSON.stringify(value));
    });
  });
  await new Promise<void>((done) => services.listen(0, "127.0.0.1", done));
  afterAll(() => {
    services.closeAllConnections();
    services.close();
  });
  const { port } = services.address() as AddressInfo;
  const played: Played = { server: `http://127.0.0.1:${port}`, asked, answers: () => [404, {}] };
  return played;
}

type Keep = (answer: ServerResponse) => void;

/** Stays open, for what is told later. */
function stream(answer: ServerResponse, keep: Keep): void {
  answer.write(":)\n");
  keep(answer);
}

/** The whole server, which may call the services that are played, and what its tests do again and again. */
export async function openMessengerHouse({ server }: Pick<Played, "server">) {
  const house = await openFrontDoor();
  const { hostname, port } = new URL(server);
  Object.assign(house.runtime.settings, { egressAllow: [{ host: hostname, port: Number(port) }] });
  const ask = (method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload?: object) =>
    askAs(house, { method, url, payload });
  /** Without waiting until it could no longer be taken back. */
  const goesOut = async (): Promise<void> => {
    await sql`update messages set send_at = now() where state = 'queued'`.execute(house.runtime.database);
    expect(await sendDue(house.runtime, adapterOf)).toBe(1);
  };
  return {
    house,
    ask,
    goesOut,
    tells: (of: MessengerShown, told: object | string, headers: Record<string, string>) =>
      house.ask({
        method: "POST",
        url: pathOf(of),
        headers: { "content-type": "application/json", ...headers },
        payload: typeof told === "string" ? told : JSON.stringify(told),
      }),
    async writes(conversation: string, written: object): Promise<void> {
      await ask("POST", `/api/conversations/${conversation}/messages`, written);
      await goesOut();
    },
    async conversationOf({ id }: MessengerShown) {
      const { data } = await ask("GET", "/api/conversations");
      const of = data.filter(({ account }: { account: { id: string } }) => account.id === id);
      expect(of).toHaveLength(1);
      return of[0];
    },
    async stateIn(conversation: string) {
      const { data } = await ask("GET", `/api/conversations/${conversation}/messages`);
      return data.at(-1);
    },
    async uploaded(
      name: string,
      content: string | Buffer<ArrayBuffer>,
      type = "text/plain",
    ): Promise<string> {
      const form = new FormData();
      form.set("file", new Blob([content], { type }), name);
      return (await askAs(house, { method: "POST", url: "/api/files", payload: form })).id;
    },
  };
}

export const pathOf = ({ id }: Pick<MessengerShown, "id">) => `/channel-webhooks/${id}`;

async function askAs(
  house: FrontDoor,
  {
    payload,
    ...asked
  }: { method: "GET" | "POST" | "PUT" | "DELETE"; url: string; payload?: object | undefined },
) {
  const answer = await house.ask({
    ...asked,
    headers: { cookie: house.cookie },
    ...(payload && { payload }),
  });
  if (answer.statusCode >= 400) throw new Error(answer.body);
  return answer.json();
}
