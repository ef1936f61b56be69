import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spoken, toU } from "./g711.ts";
import { soundOf } from "./sound.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "sound-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const loud = 0x80;
const silence = 0xff;

test("each byte of both laws is a sample, and the nearest byte stands for it again", () => {
  for (let byte = 0; byte < 256; byte++) {
    const sample = spoken.u[byte] ?? 0;
    expect(spoken.u[toU(sample)]).toBe(sample);
  }
  // ITU-T G.711, tables 1a and 2a: the largest and the smallest of each.
  expect([spoken.u[0x80], spoken.u[0x00], spoken.a[0xaa], spoken.a[0x2a], spoken.a[0xd5]]).toEqual([
    32_124, -32_124, 32_256, -32_256, 8,
  ]);
});

test("both sides are in it, each at its time, whatever overtook what and came twice", async () => {
  const sound = await heard([
    capture([
      packet({ at: 0, source: 1, stamp: 5_000 }),
      packet({ at: 1_000, source: 2, stamp: 4_294_967_200 }),
      // 20 ms later by its stamp, which has begun anew meanwhile; it came late.
      packet({ at: 1_060, source: 2, stamp: 64 }),
      packet({ at: 1_060, source: 2, stamp: 64 }),
      packet({ at: 1_100, source: 2, stamp: 224, kind: 101 }),
    ]),
  ]);
  const samples = sound?.subarray(58);
  expect(samples).toHaveLength(8_320);
  expect([0, 159, 160, 7_999, 8_000, 8_319].map((at) => samples?.[at])).toEqual([
    loud,
    loud,
    silence,
    silence,
    loud,
    loud,
  ]);
  expect(sound?.subarray(0, 4).toString()).toBe("RIFF");
});

test("a source that begins anew is where it came, and one that was cut off to where it is whole", async () => {
  const cut = capture([
    packet({ at: 0, source: 1, stamp: 0 }),
    packet({ at: 3_000, source: 1, stamp: 800_000 }),
  ]);
  expect((await heard([cut]))?.subarray(58)).toHaveLength(24_160);
  expect((await heard([cut.subarray(0, -1)]))?.subarray(58)).toHaveLength(160);
});

test("what is no capture, and where nobody spoke, is no sound", async () => {
  expect(await heard([])).toBeNull();
  expect(await heard([Buffer.from("not a capture at all, whatever it may be")])).toBeNull();
  expect(await heard([capture([packet({ at: 0, source: 1, stamp: 0, kind: 111 })])])).toBeNull();
});

test("a long call is made piece by piece, to its last sample, while others have their turn", async () => {
  const minutes = 100;
  const packets = Array.from({ length: 60 * minutes }, (_, second) =>
    packet({ at: second * 1000, source: 1, stamp: second * 8_000 }),
  );
  const path = join(folder, "long");
  writeFileSync(path, capture(packets));
  const sound = await soundOf([path]);
  let [size, largest, turns] = [0, 0, 0];
  const counting = setInterval(() => turns++, 1);
  for await (const piece of sound?.content ?? []) {
    size += piece.length;
    largest = Math.max(largest, piece.length);
  }
  clearInterval(counting);
  expect(size).toBe(58 + (50 * 60 - 1) * 8_000 + 160);
  expect(sound?.size).toBe(size);
  expect(largest).toBeLessThanOrEqual(30 * 8_000);
  expect(turns).toBeGreaterThan(0);
});

/** The sound of captures that hold this. */
async function heard(captures: readonly Buffer[]): Promise<Buffer | null> {
  const paths = captures.map((bytes, place) => {
    const path = join(folder, `capture-${place}`);
    writeFileSync(path, bytes);
    return path;
  });
  const sound = await soundOf(paths);
  if (!sound) return null;
  const pieces = [];
  for await (const piece of sound.content) pieces.push(piece);
  expect(Buffer.concat(pieces)).toHaveLength(sound.size);
  return Buffer.concat(pieces);
}

interface Made {
  readonly at: number;
  readonly source: number;
  readonly stamp: number;
  readonly kind?: number;
}

function packet({ at, source, stamp, kind = 0 }: Made): Buffer {
  const bytes = Buffer.alloc(16 + 20 + 8 + 12 + 160, loud);
  bytes.fill(0, 0, 56);
  bytes.writeUInt32LE(1_700_000_000 + Math.floor(at / 1000), 0);
  bytes.writeUInt32LE((at % 1000) * 1000, 4);
  bytes.writeUInt32LE(bytes.length - 16, 8);
  bytes[16] = 0x45;
  bytes[16 + 9] = 17;
  bytes[44] = 0x80;
  bytes[45] = kind;
  bytes.writeUInt32BE(stamp, 48);
  bytes.writeUInt32BE(source, 52);
  return bytes;
}

function capture(packets: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  return Buffer.concat([head, ...packets]);
}
