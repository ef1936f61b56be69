import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authenticate } from "#platform";
import type { BrowserSocket, Module } from "#records";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { createServer } from "./server.ts";

const opened: { userId: string; socket: Duplex }[] = [];
const room: BrowserSocket = {
  path: "/speaking",
  speaks: "sip",
  permission: "conversations:answer",
  perUser: 2,
  open: async (_runtime, userId, { socket }) => {
    opened.push({ userId, socket });
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  },
};
const speaking: Module = { name: "speaking", objects: [], handlers: [], sockets: [room] };

let house: FrontDoor;
let app: FastifyInstance;
let port: number;

beforeAll(async () => {
  house = await openFrontDoor();
  app = await createServer(house.runtime, [speaking], { authenticate, webFolder: "/nowhere", logger: false });
  await app.listen({ port: 0, host: "127.0.0.1" });
  ({ port } = app.server.address() as AddressInfo);
});

afterAll(() => app.close());

test.each<[string, Record<string, string>, number]>([
  ["without a session", { cookie: "" }, 401],
  ["from a page of somebody else", { origin: "https://elsewhere.example" }, 403],
  ["in another protocol", { "sec-websocket-protocol": "chat" }, 400],
  ["with a key that is none", { "sec-websocket-key": "short" }, 400],
])("no socket opens %s", async (_what, headers, status) => {
  expect((await asked({ headers })).status).toBe(status);
});

test("where no socket is, a wish for one is answered as any request", async () => {
  expect((await asked({ path: "/api/health" })).status).toBe(200);
});

test("a socket opens to who is signed in, on our own pages, a few at once; and ends with the session", async () => {
  const own = await Promise.all([asked(), asked()]);
  expect(own.map(({ status }) => status)).toEqual([101, 101]);
  expect((await asked()).status).toBe(429);
  const [first] = opened;
  const ended = Promise.all(own.map(({ socket }) => socket && once(socket.resume(), "close")));
  expect(first?.userId).toMatch(/^[0-9a-f-]{36}$/);
  await house.ask({ method: "DELETE", url: "/api/session", headers: { cookie: house.cookie } });
  await ended;
});

function asked({
  path = "/speaking",
  headers = {},
}: {
  path?: string;
  headers?: Record<string, string>;
} = {}) {
  return new Promise<{ status: number; socket?: Duplex }>((done, fail) => {
    const usual = {
      cookie: house.cookie,
      connection: "Upgrade",
      upgrade: "websocket",
      origin: `http://127.0.0.1:${port}`,
      "sec-websocket-version": "13",
      "sec-websocket-protocol": "sip",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    };
    const sent = request({ host: "127.0.0.1", port, path, headers: { ...usual, ...headers } });
    sent.on("upgrade", ({ statusCode = 0 }, socket) => done({ status: statusCode, socket }));
    sent.on("response", (answer) => done({ status: answer.resume().statusCode ?? 0 }));
    sent.on("error", fail);
    sent.end();
  });
}
