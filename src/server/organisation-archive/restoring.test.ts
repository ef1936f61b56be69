import { hash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { openPromise } from "yauzl";
import { beforeAll, expect, inject, test } from "vitest";
import { zipOf } from "#exchange";
import { buildCatalogue } from "#records";
import { databaseUrl } from "../../../test/database-server.ts";
import { testDatabase } from "../../../test/harness.ts";
import { untilHeard } from "../../../test/hearing.ts";
import { roleIn } from "../audit/bringing-up-to-date.ts";
import { handBack } from "../audit/ownership.ts";
import { withOwnClient } from "../backup/own-client.ts";
import { assertRestored } from "../backup/restored-folder.ts";
import { sumOfTable } from "../backup/row-sums.ts";
import { structureOf } from "../backup/snapshot.ts";
import { readStructure } from "../backup/structure.ts";
import {
  type BackedUp,
  emptyFolder,
  emptyPlace,
  joined,
  look,
  openBackedUp,
} from "../backup/testing/backed-up.ts";
import { modules } from "../modules.ts";
import { type Manifest, names } from "./contents.ts";
import { openArchive } from "./opening.ts";
import { restoreOrganisation } from "./restoring.ts";
import { leftOut, tablesIn } from "./tables.ts";
import { takeOrganisation } from "./taking.ts";

const { declared } = buildCatalogue(
  modules.flatMap((module) => module.objects),
  Object.assign({}, ...modules.map((module) => module.rules ?? {})),
);

const picture = {
  id: "0198b0c0-0000-7000-8000-000000000001",
  name: "../Фото: 1?.png",
  bytes: randomBytes(300_000),
};
const lost = { id: "0198b0c0-0000-7000-8000-000000000002", name: "lost.txt", bytes: Buffer.from("lost") };

let office: BackedUp;
let archive: string;
let manifest: Manifest;
let sums: Readonly<Record<string, string>>;

beforeAll(async () => {
  office = await openBackedUp();
  const { house, made } = office;
  for (const [index, file] of [picture, lost].entries()) await keep(file, index);
  const person = await made("POST", "/api/people", { name: { given: "Anna", family: "Old" } });
  await made("PATCH", `/api/people/${person["id"]}`, { birth_date: "1980-02-29" });
  await house.ask({
    method: "DELETE",
    url: `/api/people/${person["id"]}`,
    headers: { cookie: house.cookie },
  });
  const gone = await made("POST", "/api/objects", {
    one: { en: "Boat" },
    many: { en: "Boats" },
    owned: true,
  });
  await made("POST", `/api/objects/${gone["name"]}/fields`, {
    label: { en: "Sister" },
    kind: { type: "link", to: gone["name"] },
  });
  await made("POST", `/api/${gone["plural"]}`, { name: "Titanic" });
  await house.ask({
    method: "DELETE",
    url: `/api/objects/${gone["name"]}`,
    headers: { cookie: house.cookie },
  });
  // Words are learned behind what is written.
  await untilHeard(house.runtime, "records.learn_words");
  archive = await take();
  sums = await sumsOf(office.house.databaseUrl);
  manifest = (await openArchive(archive)).manifest;
});

async function keep({ id, name, bytes }: typeof picture, index: number): Promise<void> {
  const location = `aa/bb/${String(index).padStart(40, "0")}`;
  await look(
    office.house.databaseUrl,
    `insert into files (id, name, type, size, sha256, location)
     values ('${id}', '${name}', 'image/png', ${bytes.length}, '${hash("sha256", bytes)}', '${location}')`,
  );
  if (name === lost.name) return;
  const place = join(office.house.runtime.settings.dataFolder, "files", location);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, bytes);
}

async function take(onRows: () => Promise<void> = async () => {}): Promise<string> {
  const path = join(await emptyFolder(), "organisation.zip");
  await takeOrganisation(office.house.runtime, { locale: "bg", onRows }, (pieces) => writeFile(path, pieces));
  return path;
}

async function restore(path: string, target?: { url: string; dataFolder: string }) {
  const place = target ?? (await emptyPlace());
  const opened = await openArchive(path);
  await restoreOrganisation({ ...place, declared }, opened).finally(opened.close);
  return place;
}

/** The archive with its entries changed (`undefined` leaves one out), and some more. */
async function forged(
  change: (name: string, bytes: Buffer) => Buffer | undefined,
  more: Readonly<Record<string, Buffer>> = {},
): Promise<string> {
  const entries = async function* () {
    const zip = await openPromise(archive);
    for await (const entry of zip.eachEntry()) {
      const bytes = change(entry.fileName, await joined(await zip.openReadStreamPromise(entry)));
      if (bytes) yield { path: entry.fileName, content: Readable.from([bytes]) };
    }
    for (const [path, bytes] of Object.entries(more)) yield { path, content: Readable.from([bytes]) };
  };
  const path = join(await emptyFolder(), "forged.zip");
  await writeFile(path, zipOf(entries()));
  return path;
}

/** A database that Rapport was started on, as long as nobody has set it up. */
async function startedDatabase(): Promise<string> {
  const { url } = await testDatabase();
  await handBack(databaseUrl(inject("testServer").adminUrl, new URL(url).pathname.slice(1)), roleIn(url));
  return url;
}

const inManifest = (change: (manifest: Manifest) => object) =>
  forged((name, bytes) =>
    name === names.manifest
      ? Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString("utf8")) as Manifest)))
      : bytes,
  );

const sumsOf = (url: string) =>
  withOwnClient(url, async (client) => {
    const { tables } = structureOf(await readStructure(client));
    const sums: Record<string, string> = {};
    for (const table of tablesIn(tables)) {
      const { rows, sum } = await sumOfTable(client, { ...table, columns: table.columns.toSorted() });
      sums[table.name] = `${rows} ${sum}`;
    }
    return sums;
  });

const structureIn = (url: string) =>
  withOwnClient(url, async (client) =>
    (await readStructure(client))
      .filter(({ schema, kind }) => schema === "public" && kind !== "table" && kind !== "sequence")
      .map(
        ({ kind, sql }) =>
          `${kind} ${sql.replaceAll(/[()]/g, "").replaceAll(/numbers_[0-9a-f]+/g, "numbers")}`,
      )
      .toSorted(),
  );

test("an organisation goes into an archive and an empty Rapport, row for row, with its own objects, files and numbers", async () => {
  const target = await restore(archive);
  const is = await sumsOf(target.url);
  expect(is).toEqual(sums);
  expect(Object.keys(is)).toEqual(
    expect.arrayContaining(["x_car", "x_boat", "history", "recycle_bin", "views"]),
  );
  expect(Number(is["history"]?.split(" ")[0])).toBeGreaterThan(5);
  expect(await structureIn(target.url)).toEqual(await structureIn(office.house.databaseUrl));
  const [numbers] = await look<{ next: string }>(
    target.url,
    "select nextval(pg_get_serial_sequence('x_car', column_name))::text as next from information_schema.columns where table_name = 'x_car' and pg_get_serial_sequence('x_car', column_name) is not null",
  );
  expect(numbers?.next).toBe("3");
  const [row] = await look<{ location: string }>(
    target.url,
    `select location from files where id = '${picture.id}'`,
  );
  const place = join(target.dataFolder, "files", row?.location ?? "");
  expect((await readFile(place)).equals(picture.bytes)).toBe(true);
  expect((await stat(place)).mode & 0o777).toBe(0o600);
  expect(manifest.files).toEqual({ count: 1, bytes: picture.bytes.length, missing: 1 });
  expect(await readdir(target.dataFolder)).toEqual(["files"]);
});

test("anybody can read it: a description in their language, tables with headings, what fields mean, files by name", async () => {
  const zip = await openPromise(archive);
  const found = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, (await joined(await zip.openReadStreamPromise(entry))).toString("utf8"));
  expect(found.get(names.readme)).toMatch(/Vitosha: цялата организация/);
  expect(found.get("lists/companies.csv")).toMatch(/^\uFEFFИме,[^\n]*Rank[^\n]*\r\n[^\n]*Acme/);
  expect(found.get("tables/notes.jsonl")).toContain(String.raw`"body":"one\ntwo\tthree\\"`);
  const { objects } = JSON.parse(found.get(names.metadata) ?? "") as {
    objects: {
      name: string;
      titles: object;
      fields: { name: string; columns: string[]; titles: object }[];
    }[];
  };
  const car = objects.find(({ name }) => name === "x_car");
  expect(car?.titles).toMatchObject({ en: "Cars", bg: "Коли" });
  expect(car?.fields.find(({ name }) => name === "x_price")?.columns).toEqual([
    "x_price",
    "x_price_currency",
  ]);
  expect(found.has(`files/${picture.id}/.._Фото_ 1_.png`)).toBe(true);
});

test("no secret comes along, and what stays behind is named", async () => {
  const columns = await look<{ table: string; column: string }>(
    office.house.databaseUrl,
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and (column_name ~ 'secret|token|hash$|password|encrypted|sealed|backup_codes' or data_type = 'bytea')`,
  );
  // A signature and what it was given to, the logo of documents, and what came in as it came, are the business itself.
  const known = [
    "document_design.logo",
    "quote_signatures.drawn",
    "quote_signatures.content_hash",
    "receipts.raw",
    "receipts.sha256",
  ];
  const secret = columns.filter(({ table, column }) => !known.includes(`${table}.${column}`));
  expect(secret.length).toBeGreaterThan(5);
  expect(secret.filter(({ table }) => !Object.hasOwn(leftOut, table))).toEqual([]);
  const all = await look<{ name: string }>(
    office.house.databaseUrl,
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const tables = new Set(all.map(({ name }) => name));
  expect(Object.keys(leftOut).filter((name) => !tables.has(name))).toEqual([]);
  expect(manifest.leftOut).toEqual(leftOut);
  expect(Object.keys(manifest.tables).some((name) => Object.hasOwn(leftOut, name))).toBe(false);
});

test("what is written while it is made is in it with all that belongs to it, or not at all", async () => {
  let writing = true;
  const write = async (): Promise<void> => {
    for (let number = 0; writing; number++)
      await office.made("POST", "/api/companies", { name: `Busy ${number}` });
  };
  const writers = [write(), write()];
  const busy = await take();
  writing = false;
  await Promise.all(writers);
  const target = await restore(busy);
  const [counted] = await look<{ parties: number; told: number }>(
    target.url,
    `select (select count(*)::int from parties) as parties,
      (select count(distinct record_id)::int from history join parties on parties.id = record_id where history.kind = 'created') as told`,
  );
  expect(counted?.parties).toBeGreaterThan(0);
  expect(counted?.told).toBe(counted?.parties);
});

test("a Rapport that was started and not set up takes it; one that is in use does not", async () => {
  const started = { url: await startedDatabase(), dataFolder: await emptyFolder() };
  await restore(archive, started);
  expect(await look(started.url, "select name from organisation")).toEqual([{ name: "Vitosha" }]);
  await expect(restore(archive, { ...started, dataFolder: await emptyFolder() })).rejects.toMatchObject({
    code: "restore_not_empty",
  });
});

test("bad archives are refused by name and leave nothing", async () => {
  const target = await emptyPlace();
  const refused = async (path: string, code: string, about: string) => {
    await expect(restore(path, target), about).rejects.toMatchObject({ code });
    expect(await readdir(target.dataFolder), about).toEqual([]);
    expect(await look(target.url, "select from pg_tables where schemaname = 'public'"), about).toEqual([]);
  };
  const other = join(await emptyFolder(), "other");
  await writeFile(other, "no zip at all");
  await refused(other, "archive_unreadable", "no zip");
  const whole = await readFile(archive);
  await writeFile(other, whole.subarray(0, whole.length - 100));
  await refused(other, "archive_unreadable", "its end is missing");
  await writeFile(other, zipOf(Readable.from([{ path: "a.txt", content: Readable.from(["a"]) }])));
  await refused(other, "archive_damaged", "another's zip");
  const one = Buffer.from("x");
  for (const path of ["tables/x/../../../y.jsonl", "files/../../etc/passwd", "secret"]) {
    const safe = await forged((_name, bytes) => bytes, { [path.replaceAll("..", "aa")]: one });
    const bytes = (await readFile(safe)).toString("latin1").replaceAll(path.replaceAll("..", "aa"), path);
    await writeFile(other, Buffer.from(bytes, "latin1"));
    await refused(other, "archive_damaged", path);
  }
  await refused(
    await forged((_, bytes) => bytes, { "tables/events.jsonl": one }),
    "archive_damaged",
    "more than told",
  );
  await refused(
    await forged((name, bytes) => (name === "tables/deals.jsonl" ? undefined : bytes)),
    "archive_damaged",
    "less than told",
  );
  const swapped = (name: string, bytes: Buffer) =>
    name === "tables/parties.jsonl" ? Buffer.from(bytes.toString("utf8").replace("Acme", "Acne")) : bytes;
  await refused(await forged(swapped), "archive_damaged", "a changed byte in a table");
  const inFile = (name: string, bytes: Buffer) =>
    name.startsWith("files/") ? Buffer.from(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte))) : bytes;
  await refused(await forged(inFile), "archive_damaged", "a changed byte in a file");
  await refused(
    await inManifest((told) => ({ ...told, formatVersion: 2, product: "9.0.0" })),
    "archive_newer",
    "a newer format",
  );
  const coming = { number: 9999, name: "9999_to_come.sql", checksum: "0".repeat(64) };
  await refused(
    await inManifest((told) => ({ ...told, migrations: [...told.migrations, coming] })),
    "archive_newer",
    "a newer version",
  );
  const zeros = Buffer.alloc(80_000_000);
  const bomb = (name: string, bytes: Buffer) => (name === "tables/parties.jsonl" ? zeros : bytes);
  await refused(await forged(bomb), "archive_damaged", "a bomb");
  await restore(archive, target);
});

test("a byte that is changed anywhere is refused, or was of no importance", {
  timeout: 120_000,
}, async () => {
  const whole = await readFile(archive);
  const path = join(await emptyFolder(), "changed.zip");
  let target = await emptyPlace();
  let refused = 0;
  for (let at = 40; at < whole.length; at += Math.floor(whole.length / 7)) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await writeFile(path, changed);
    const outcome = await restore(path, target).then(
      () => "restored",
      (error: { code: string }) => error.code,
    );
    if (outcome === "restored") {
      expect(await sumsOf(target.url)).toEqual(sums);
      target = await emptyPlace();
      continue;
    }
    expect(["archive_damaged", "archive_unreadable", "archive_newer"]).toContain(outcome);
    refused += 1;
  }
  expect(refused).toBeGreaterThan(3);
});

test("what a killed restore left is refused by the product, and the next one starts over", async () => {
  for (const url of [(await emptyPlace()).url, await startedDatabase()]) {
    const target = { url, dataFolder: await emptyFolder() };
    for (const path of ["restoring/files/half", "files/half"]) {
      await mkdir(join(target.dataFolder, path, ".."), { recursive: true });
      await writeFile(join(target.dataFolder, path), "half");
    }
    await expect(assertRestored(target.dataFolder, url)).rejects.toMatchObject({ code: "restore_cut_off" });
    await restore(archive, target);
    await assertRestored(target.dataFolder, url);
    expect(await readdir(join(target.dataFolder, "files"))).toEqual(["aa"]);
  }
});
