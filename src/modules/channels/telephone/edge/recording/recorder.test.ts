import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../../../test/front-door.ts";
import type { CallNews } from "../../call.ts";
import { hearCall } from "../../hearing.ts";
import { lineOf } from "../../line.ts";
import { type Recorder, recorderIn } from "./recorder.ts";

let house: FrontDoor;
let line: string;
let folder: string;
let recorder: Recorder;

beforeAll(async () => {
  house = await openFrontDoor();
  folder = mkdtempSync(join(tmpdir(), "recordings-"));
  for (const part of ["pcaps", "metadata"]) mkdirSync(join(folder, part));
  recorder = recorderIn(house.runtime, folder);
  line = (await ask("POST", "/api/channel-accounts", { name: "Office", kind: "telephone" })).id;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what was captured of a call stands on it as one recording once it is over, and lies nowhere else then", async () => {
  await tell("new", 1);
  expect(await recorder.begin("leg-a@b", "edge-1")).toBe(true);
  expect(await recorder.begin("leg.c", "edge-1")).toBe(true);
  captured("leg-a%40b-0123456789abcdef", 100);
  captured("leg.c-fedcba9876543210", 200);
  await recorder.take();
  expect(left()).toHaveLength(2);
  await tell("answered", 2);
  await tell("ended", 3);
  // Still written.
  captured("leg.c-fedcba9876543210", 200, 0);
  await recorder.take();
  expect(await recorded()).toBeNull();
  captured("leg.c-fedcba9876543210", 200);
  await recorder.take();
  expect(await recorded()).toMatchObject({ size: 58 + 300, type: "audio/wav" });
  expect(left()).toEqual([]);
  expect(readdirSync(join(folder, "calls"))).toEqual([]);
});

test("one that cannot be taken keeps no other waiting, and what is no mark stops nothing", async () => {
  for (const call of ["edge-2", "edge-3"]) {
    await tell("new", 1, call);
    await recorder.begin(`leg-${call}`, call);
    await tell("answered", 2, call);
    await tell("ended", 3, call);
  }
  mkdirSync(join(folder, "pcaps", "leg-edge-2-0123456789abcdef.pcap"));
  const past = Date.now() / 1000 - 60;
  utimesSync(join(folder, "pcaps", "leg-edge-2-0123456789abcdef.pcap"), past, past);
  captured("leg-edge-3-0123456789abcdef", 100);
  writeFileSync(join(folder, "calls", "half"), '{"leg": "le');
  await recorder.take();
  expect(await recorded("edge-3")).toMatchObject({ size: 158 });
  expect(await recorded("edge-2")).toBeNull();
  rmSync(join(folder, "pcaps", "leg-edge-2-0123456789abcdef.pcap"), { recursive: true });
});

test("a call that has a recording gets no second, and nothing of it is kept", async () => {
  const before = await count();
  await recorder.begin("leg-again", "edge-3");
  captured("leg-again-0123456789abcdef", 100);
  await recorder.take();
  expect(await count()).toBe(before);
  expect(left()).toEqual([]);
});

test("a capture that is larger than is read is recorded no more; what no file is called is not recorded at all", async () => {
  expect(await recorder.full()).toEqual([]);
  const path = captured("leg-large-0123456789abcdef", 100);
  expect(await recorder.full()).toEqual([]);
  truncateSync(path, 97 * 1024 ** 2);
  expect(await recorder.full()).toEqual(["leg-large"]);
  rmSync(path);
  expect(await recorder.begin("a/../b", "edge-3")).toBe(false);
  expect(await recorder.begin("a".repeat(81), "edge-3")).toBe(false);
});

test("what is nobody's is left for a day, then removed", async () => {
  const path = captured("leg%20of%20nobody-0123456789abcdef", 100, 23 * 3600);
  await recorder.take();
  expect(existsSync(path)).toBe(true);
  captured("leg%20of%20nobody-0123456789abcdef", 100, 25 * 3600);
  await recorder.take();
  expect(existsSync(path)).toBe(false);
});

const left = () => readdirSync(join(folder, "pcaps"));

/** A capture of so many samples, last written so many seconds ago. */
function captured(name: string, samples: number, ago = 60): string {
  const bytes = Buffer.alloc(24 + 16 + 20 + 8 + 12 + samples);
  bytes.writeUInt32LE(0xa1b2c3d4, 0);
  // The second of two begins where the first ended.
  bytes.writeUInt32LE((samples - 100) * 125, 24 + 4);
  bytes.writeUInt32LE(bytes.length - 40, 24 + 8);
  bytes[40] = 0x45;
  bytes[49] = 17;
  bytes[68] = 0x80;
  bytes.writeUInt32BE(samples, 76);
  const path = join(folder, "pcaps", `${name}.pcap`);
  writeFileSync(path, bytes);
  const at = Date.now() / 1000 - ago;
  utimesSync(path, at, at);
  return path;
}

async function tell(kind: CallNews, seq: number, call = "edge-1"): Promise<void> {
  const settings = await lineOf(house.runtime.database, house.runtime.settings, line);
  const nobody = { user: null, recording: null, cause: null, at: null };
  await house.runtime.runAsSystem((work) =>
    hearCall(work, settings, {
      ...nobody,
      call,
      seq,
      kind,
      direction: "in",
      from: "+359888123456",
      to: null,
    }),
  );
}

async function recorded(call = "edge-1") {
  const { rows } = await sql<{ id: string }>`select id from calls where source_id = ${call}`.execute(
    house.runtime.database,
  );
  return (await ask("GET", `/api/calls/${rows[0]?.id}`)).recording;
}

async function count(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from files`.execute(
    house.runtime.database,
  );
  return rows[0]?.count ?? 0;
}

async function ask(method: "GET" | "POST", url: string, payload?: object) {
  const answer = await house.ask({ method, url, payload, headers: { cookie: house.cookie } });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json();
}
