import { connect, type Socket } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { openFrontDoor } from "../../../test/front-door.ts";

let server: URL;

beforeAll(async () => {
  const patience = { headers: 600, body: 600, upload: 60_000, silence: 60_000 };
  const door = await openFrontDoor([], { patience });
  server = new URL(await door.listen());
});

test("a client that drips its headers is cut off", async () => {
  const socket = open("GET /api/health HTTP/1.1\r\nhost: localhost\r\n");
  expect(await dripUntilClosed(socket, "x-slow: 1\r\n")).toBeLessThan(10_000);
});

test("a client that drips its body is cut off", async () => {
  const head =
    "POST /api/setup HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
  expect(await dripUntilClosed(open(head), " ")).toBeLessThan(10_000);
});

test("a hundred slow clients keep nobody waiting", async () => {
  const slow = Array.from({ length: 100 }, () => open("GET / HTTP/1.1\r\nhost: localhost\r\n"));
  const started = performance.now();
  expect((await fetch(new URL("/api/health", server))).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(5000);
  for (const socket of slow) socket.destroy();
});

test("a request with two lengths is refused, as it might mean two things", async () => {
  const socket = open(
    "POST /api/setup HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  );
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once("data", (answer) => resolve(String(answer)));
  expect(await promise).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
});

function open(beginning: string): Socket {
  const socket = connect(Number(server.port), server.hostname);
  socket.on("error", () => {});
  socket.write(beginning);
  return socket;
}

/** Milliseconds until the server closes. */
async function dripUntilClosed(socket: Socket, drop: string): Promise<number> {
  const started = performance.now();
  const dripping = setInterval(() => socket.writable && socket.write(drop), 100);
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once("close", () => resolve());
  socket.resume();
  await promise;
  clearInterval(dripping);
  return performance.now() - started;
}
