import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "#kernel/error";
import { sealed, unsealed } from "./sealing.ts";
import { paddingAfter, tarEnd, tarEntries, tarHead } from "./tar.ts";
import { unwrapped, wrapped } from "./wrapping.ts";

const passphrase = "correct horse battery staple";
/** Little, so that a thousand guesses take no time. */
const work = 10;
const content = Buffer.concat([randomBytes(90_000), Buffer.alloc(200_000, "deals ")]);

async function* pieces(bytes: Buffer, size = 4099): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = [];
  for await (const chunk of chunks) found.push(Buffer.from(chunk));
  return Buffer.concat(found);
}

async function codeOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
    return "none";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const archives = {
  plain: await all(wrapped(Readable.from(pieces(content)), undefined)),
  encrypted: await all(sealed(pieces(zstdCompressSync(content)), passphrase, work)),
};
const open = (bytes: Buffer, word: string | undefined = passphrase) => all(unwrapped(pieces(bytes), word));

test("what was wrapped comes back as it was", async () => {
  expect((await open(archives.plain)).equals(content)).toBe(true);
  expect((await open(archives.encrypted)).equals(content)).toBe(true);
  const usual = await all(wrapped(Readable.from(pieces(content)), passphrase));
  expect((await open(usual)).equals(content)).toBe(true);
});

test("whatever its length, and in whatever pieces it comes, a stream is sealed and opened", async () => {
  const lengths = fc.oneof(
    fc.integer({ min: 0, max: 400 }),
    fc.constantFrom(65_535, 65_536, 65_537, 131_071, 131_072, 131_073),
  );
  const length = fc.record({ bytes: lengths, piece: fc.integer({ min: 700, max: 70_000 }) });
  await fc.assert(
    fc.asyncProperty(length, async ({ bytes, piece }) => {
      const plain = content.subarray(0, bytes);
      const closed = await all(sealed(pieces(plain, piece), passphrase, work));
      expect((await all(unsealed(pieces(closed, piece), passphrase))).equals(plain)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("the wrong passphrase, none, and what is no backup are told apart", async () => {
  expect(await codeOf(open(archives.encrypted, "another one entirely"))).toBe("backup_passphrase_wrong");
  expect(await codeOf(all(unwrapped(pieces(archives.encrypted), undefined)))).toBe(
    "backup_passphrase_needed",
  );
  expect(await codeOf(open(Buffer.from("name,email\nAnna,anna@example.com\n")))).toBe("backup_unreadable");
  expect(await codeOf(open(Buffer.alloc(0)))).toBe("backup_unreadable");
});

test.each(["plain", "encrypted"] as const)(
  "a %s archive cut anywhere is told as incomplete",
  async (kind) => {
    const whole = archives[kind];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 8, max: whole.length - 1 }), async (length) => {
        expect(await codeOf(open(whole.subarray(0, length)))).toBe("backup_cut_off");
      }),
      { numRuns: 80 },
    );
  },
);

test("an encrypted archive cut between two pieces is told as incomplete", async () => {
  const piece = 64 * 1024 + 16;
  const closed = await all(sealed(pieces(content), passphrase, work));
  expect(await codeOf(all(unsealed(pieces(closed.subarray(0, 64 + 2 * piece)), passphrase)))).toBe(
    "backup_cut_off",
  );
});

test.each(["plain", "encrypted"] as const)(
  "one bit changed anywhere in a %s archive is found",
  async (kind) => {
    const places = fc.integer({ min: 0, max: archives[kind].length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 0, max: 7 }), async (place, bit) => {
        const changed = Buffer.from(archives[kind]);
        changed[place] = (changed[place] ?? 0) ^ (1 << bit);
        expect(await codeOf(open(changed))).not.toBe("none");
      }),
      { numRuns: 120, examples: [...Array(60).keys()].map((place) => [place, 3]) },
    );
  },
);

test("pieces of an encrypted archive cannot change places", async () => {
  const piece = 64 * 1024 + 16;
  const closed = await all(sealed(pieces(content), passphrase, work));
  const [head, first, second, rest] = [0, 64, 64 + piece, 64 + 2 * piece].map((at, index, cuts) =>
    closed.subarray(at, cuts[index + 1]),
  ) as [Buffer, Buffer, Buffer, Buffer];
  const moved = Buffer.concat([head, second, first, rest]);
  expect(await codeOf(all(unsealed(pieces(moved), passphrase)))).toBe("backup_damaged");
});

test("the files of an archive are those of a tar, for us and for other programs", async () => {
  const files = [
    ["manifest.json", Buffer.from("{}\n")],
    [`tables/${"schema_".repeat(8)}.${"table_".repeat(10)}/000001`, content],
    ["files/empty", Buffer.alloc(0)],
  ] as const;
  const tar = Buffer.concat([
    ...files.flatMap(([name, bytes]) => [
      tarHead(name, bytes.length, new Date(0)),
      bytes,
      paddingAfter(bytes.length),
    ]),
    tarEnd,
  ]);
  const found: [string, Buffer][] = [];
  for await (const entry of tarEntries(pieces(tar))) found.push([entry.name, await all(entry.content)]);
  expect(found.map(([name, bytes]) => [name, bytes.length])).toEqual(
    files.map(([name, bytes]) => [name, bytes.length]),
  );
  const folder = mkdtempSync(join(tmpdir(), "rapport-tar-"));
  try {
    writeFileSync(join(folder, "archive.tar"), tar);
    execFileSync("tar", ["-xf", "archive.tar"], { cwd: folder });
    for (const [name, bytes] of files) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an archive without a passphrase is one that other programs open", () => {
  expect(zstdDecompressSync(archives.plain).equals(content)).toBe(true);
});
