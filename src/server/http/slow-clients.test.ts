import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { openFrontDoor } from "../../../test/front-door.ts";

const minute = 60_000;

let server: URL;
let patient: URL;

beforeAll(async () => {
  server = await serverWith({ headers: 600, body: 600 });
  patient = await serverWith({ headers: 5 * minute, body: 5 * minute });
});

async function serverWith(patience: { headers: number; body: number }): Promise<URL> {
  const door = await openFrontDoor([], {
    patience: { ...patience, upload: 10 * minute, silence: 10 * minute },
  });
  return new URL(await door.listen());
}

test("a client that drips its headers is cut off", async () => {
  const socket = open("GET /api/health HTTP/1.1\r\nhost: localhost\r\n");
  await dripUntilClosed(socket, "x-slow: 1\r\n");
});

test("a client that drips its body is cut off", async () => {
  const head =
    "POST /api/setup HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
  await dripUntilClosed(open(head), " ");
});

test("a hundred slow clients keep nobody waiting", async () => {
  const slow = Array.from({ length: 100 }, () => open("GET / HTTP/1.1\r\nhost: localhost\r\n", patient));
  await Promise.all(slow.map((socket) => once(socket, "connect")));
  expect((await fetch(new URL("/api/health", patient))).status).toBe(200);
  expect(slow.filter(({ readyState }) => readyState !== "open")).toEqual([]);
  for (const socket of slow) socket.destroy();
});

test("a stranger has ten large bodies under way at once, and the next when one of them is gone", async () => {
  const head =
    "POST /form/none/files HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2000000\r\n\r\n{";
  const under = Array.from({ length: 10 }, () => open(head, patient));
  await Promise.all(under.map((socket) => once(socket, "connect")));
  await expect.poll(() => statusOf(open(head, patient))).toBe(429);
  for (const socket of under) socket.destroy();
  await expect.poll(() => statusOf(open(head, patient))).toBeNull();
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

/** Of the answer that comes within a moment; null where the server waits for more. */
async function statusOf(socket: Socket): Promise<number | null> {
  const told = await Promise.race([once(socket, "data"), pause(150)]);
  socket.destroy();
  return told ? Number(String(told[0]).split(" ")[1]) : null;
}

function open(beginning: string, at = server): Socket {
  const socket = connect(Number(at.port), at.hostname);
  socket.on("error", () => {});
  socket.write(beginning);
  return socket;
}

/** Drop by drop, for as long as the server takes it. */
async function dripUntilClosed(socket: Socket, drop: string): Promise<void> {
  const dripping = setInterval(() => socket.writable && socket.write(drop), 100);
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once("close", () => resolve());
  socket.resume();
  await promise;
  clearInterval(dripping);
}
