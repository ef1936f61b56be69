import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type pg from "pg";
import { expect, vi } from "vitest";
import { markHorizon, sealUpTo } from "#records";
import { fullGrant } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { testDatabase } from "../../../../test/harness.ts";
import { onLeaving } from "../../../../test/leaving.ts";
import { type Entry, paddingAfter, tarEnd, tarEntries, tarHead } from "../archive/tar.ts";
import { unwrapped, wrapped } from "../archive/wrapping.ts";
import { differences } from "../comparing.ts";
import { withOwnClient } from "../own-client.ts";
import { type RowSums, summing } from "../row-sums.ts";
import { type Source, takeBackup } from "../taking.ts";
import { onlyLooking, walkArchive } from "../walking.ts";

/** A company with an object of its own making, files and sealed history, to be backed up. */
export interface BackedUp {
  readonly house: FrontDoor;
  /** Sends a request with every right; throws what is refused. */
  made(method: "POST" | "PATCH", url: string, payload?: object): Promise<Record<string, string>>;
  /** A backup as it is now. */
  take(): Promise<Buffer>;
}

export async function openBackedUp(): Promise<BackedUp> {
  const house = await openFrontDoor();
  const key = await house.key({ objects: { "*": fullGrant }, permissions: ["*"] });
  const made: BackedUp["made"] = async (method, url, payload) => {
    const answer = await house.ask({ method, url, headers: key, ...(payload && { payload }) });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
    return answer.json();
  };
  await makeRecords(made);
  await makeFiles(house.runtime.settings.dataFolder);
  const horizon = await markHorizon(house.runtime.database);
  if (!horizon) throw new Error("there is nothing to seal");
  // Other tests on the same server hold the seal back.
  const seal = async () => expect((await sealUpTo(house.runtime, horizon)).done).toBe(true);
  await vi.waitFor(seal, { timeout: 45_000 });
  return { house, made, take: () => takenFrom({ ...house.runtime.settings, url: house.databaseUrl }) };
}

/** A backup that nobody has encrypted. */
export async function takenFrom(source: Source): Promise<Buffer> {
  let taken = Buffer.alloc(0);
  await takeBackup(source, {}, async (content) => {
    taken = await joined(content);
  });
  return taken;
}

/** An empty database and an empty folder. */
export async function emptyPlace(): Promise<{ readonly url: string; readonly dataFolder: string }> {
  return { url: (await testDatabase({ migrated: false })).url, dataFolder: await emptyFolder() };
}

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-backup-"));
  onLeaving(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Where a restored database is not as the archive says, as `what name`. */
export async function unlike(url: string, archive: Buffer): Promise<readonly string[]> {
  const sums: RowSums = new Map();
  const walked = await walkArchive(archiveOf(archive), summing(onlyLooking, sums));
  const found = await withOwnClient(url, (client) => differences(client, walked, sums));
  return found.map(({ what, name }) => `${what} ${name.split("\n")[0]}`);
}

/** An archive to read from, in pieces. */
export function archiveOf(bytes: Buffer): { read(): AsyncIterable<Buffer>; passphrase: undefined } {
  return { read: () => piecesOf(bytes), passphrase: undefined };
}

export async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_000) yield bytes.subarray(at, at + 65_000);
}

export async function joined(chunks: AsyncIterable<Buffer>): Promise<Buffer<ArrayBuffer>> {
  const found: Buffer[] = [];
  for await (const chunk of chunks) found.push(Buffer.from(chunk));
  return Buffer.concat(found);
}

/** An archive as somebody might make it who has no passphrase to guess: each file changed, renamed or left out (null). */
export async function forged(
  archive: Buffer,
  change: (file: { name: string; bytes: Buffer }) => { name: string; bytes: Buffer } | null,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const entry of tarEntries(unwrapped(piecesOf(archive), undefined))) {
    const file = change(await fileOf(entry));
    if (!file) continue;
    const { name, bytes } = file;
    parts.push(tarHead(name, bytes.length, new Date(0)), bytes, paddingAfter(bytes.length));
  }
  const content = Readable.from(piecesOf(Buffer.concat([...parts, tarEnd])), { objectMode: false });
  return await joined(wrapped(content, undefined));
}

export async function look<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  return await withOwnClient(url, async (client) => (await client.query<T>(sql)).rows);
}

async function fileOf({ name, content }: Entry): Promise<{ name: string; bytes: Buffer }> {
  return { name, bytes: await joined(content) };
}

async function makeRecords(made: BackedUp["made"]): Promise<void> {
  const car = await made("POST", "/api/objects", {
    one: { en: "Car", bg: "Кола" },
    many: { en: "Cars", bg: "Коли" },
    icon: "car",
    navigation: 5,
  });
  const kinds = {
    Price: { type: "money" },
    Drivers: { type: "links", to: "person" },
    Плоча: { type: "auto_number", digits: 4 },
  };
  for (const [label, kind] of Object.entries(kinds))
    await made("POST", `/api/objects/${car["name"]}/fields`, { label: { en: label }, kind });
  await made("POST", "/api/objects/company/fields", {
    label: { en: "Rank" },
    kind: { type: "number" },
    indexed: true,
  });
  const name = { given: "Ива\\N\\", family: "Петров № 1" };
  const person = await made("POST", "/api/people", { name });
  for (const price of ["12000.50", "0.01"])
    await made("POST", `/api/${car["plural"]}`, {
      name: `Car ${price}`,
      x_drivers: [person["id"]],
      x_price: { amount: price, currency: "EUR" },
    });
  await made("POST", "/api/companies", { name: "Acme\\.", x_rank: 25 });
  await made("POST", "/api/notes", { body: "one\ntwo\tthree\\", party: person["id"] });
}

async function makeFiles(dataFolder: string): Promise<void> {
  const files = {
    "exports/0198": Buffer.from("name\nMaria\n"),
    "exports/0199.half": randomBytes(10),
    "files/ab/cd/abcd": randomBytes(3_000_000),
    "files/ab/ef/empty": Buffer.alloc(0),
    "files/incoming/half": randomBytes(10),
    "imports/0199": Buffer.from("name\nAnna\n"),
  };
  for (const [path, bytes] of Object.entries(files)) {
    const place = join(dataFolder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}
