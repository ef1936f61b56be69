import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { verifyAudit } from "#records";
import { databaseUrl } from "../../../test/database-server.ts";
import { testDatabase } from "../../../test/harness.ts";
import { notedHead } from "../audit/noted-head.ts";
import { migrate, readMigrations } from "../migrations.ts";
import { connectDatabase } from "../database.ts";
import { withOwnClient } from "./own-client.ts";
import { assertRestored } from "./restored-folder.ts";
import { restoreBackup } from "./restoring.ts";
import {
  archiveOf,
  type BackedUp,
  emptyFolder,
  emptyPlace,
  look,
  openBackedUp,
  takenFrom,
  unlike,
} from "./testing/backed-up.ts";

let office: BackedUp;
let archive: Buffer;

beforeAll(async () => {
  office = await openBackedUp();
  archive = await office.take();
});

test("what is restored is what was backed up: structure, rows, numbers to come, files, secret and seals", async () => {
  const target = await emptyPlace();
  const walked = await restoreBackup(target, archiveOf(archive));
  // News are told anew.
  expect(await unlike(target.url, archive)).toEqual([
    "content public.event_cursors",
    "content public.event_log",
    "content public.events",
  ]);
  expect(walked.contents.tables["public.history"]?.rows).toBeGreaterThan(5);
  expect(Object.keys(walked.contents.tables)).toEqual(expect.arrayContaining(["public.x_car"]));
  const { dataFolder, secret } = office.house.runtime.settings;
  expect(Object.keys(walked.contents.files)).toEqual([
    "exports/0198",
    "files/ab/cd/abcd",
    "files/ab/ef/empty",
    "imports/0199",
  ]);
  for (const path of Object.keys(walked.contents.files)) {
    const [was, is] = await Promise.all(
      [dataFolder, target.dataFolder].map((one) => readFile(join(one, path))),
    );
    expect(is?.equals(was as Buffer)).toBe(true);
    expect((await stat(join(target.dataFolder, path))).mode & 0o777).toBe(0o600);
  }
  expect((await readFile(join(target.dataFolder, "secret"), "utf8")).trim()).toBe(secret.toString("hex"));
  const { database, close } = connectDatabase(target.url, 2);
  const head = await notedHead(target.dataFolder);
  const verified = await verifyAudit(database, secret, head ? [head] : []);
  await close();
  expect(verified).toMatchObject({ ok: true, blocks: expect.any(Number) });
  expect(verified.entries).toBeGreaterThan(5);
  expect((await readdir(target.dataFolder)).sort()).toEqual([
    "audit-head",
    "exports",
    "files",
    "imports",
    "secret",
  ]);
});

test("news that were not heard are heard after a restore, on a server whose transactions count from the beginning", async () => {
  await withOwnClient(office.house.databaseUrl, async (client) => {
    await client.query(`insert into events (transaction, name, object, records, payload) select t, 'test', 'deal', '{}', '{}'
      from unnest(array['900000000001', '900000000003', '900000000002']::xid8[]) t`);
    await client.query(`insert into event_cursors (subscriber, transaction, sequence)
      select 'slow', transaction, sequence from events where transaction = '900000000001'`);
    await client.query(`insert into event_cursors (subscriber, transaction, sequence)
      select 'quick', transaction, sequence from events where transaction = '900000000003'`);
  });
  const target = await emptyPlace();
  await restoreBackup(target, archiveOf(await office.take()));
  const waiting = await look<{ subscriber: string; waiting: number }>(
    target.url,
    `select subscriber, (select count(*)::int from events e
       where (e.transaction, e.sequence) > (c.transaction, c.sequence)
         and e.transaction < pg_snapshot_xmin(pg_current_snapshot())) as waiting
     from event_cursors c where subscriber in ('slow', 'quick') order by subscriber`,
  );
  expect(waiting).toEqual([
    { subscriber: "quick", waiting: 0 },
    { subscriber: "slow", waiting: 2 },
  ]);
});

test("what is written while a backup runs is in it with all that belongs to it, or not at all", async () => {
  let writing = true;
  const write = async (): Promise<void> => {
    for (let number = 0; writing; number++)
      await office.made("POST", "/api/companies", { name: `Busy ${number}` });
  };
  const writers = [write(), write()];
  const busy = await office.take();
  writing = false;
  await Promise.all(writers);
  const target = await emptyPlace();
  await restoreBackup(target, archiveOf(busy));
  const [counted] = await look<{ parties: number; told: number }>(
    target.url,
    `select (select count(*)::int from parties) as parties,
      (select count(distinct record_id)::int from history join parties on parties.id = record_id where history.kind = 'created') as told`,
  );
  expect(counted?.parties).toBeGreaterThan(0);
  expect(counted?.told).toBe(counted?.parties);
});

test("nothing is restored over what is there", async () => {
  const full = { dataFolder: await emptyFolder(), url: (await testDatabase()).url };
  await expect(restoreBackup(full, archiveOf(archive))).rejects.toMatchObject({ code: "restore_not_empty" });
  const files = await emptyPlace();
  await mkdir(join(files.dataFolder, "files"));
  await writeFile(join(files.dataFolder, "files", "mine"), "mine");
  await expect(restoreBackup(files, archiveOf(archive))).rejects.toMatchObject({ code: "restore_not_empty" });
  const other = await emptyPlace();
  await writeFile(join(other.dataFolder, "secret"), `${"ab".repeat(32)}\n`);
  await expect(restoreBackup(other, archiveOf(archive))).rejects.toMatchObject({
    code: "restore_secret_differs",
  });
  expect(await readdir(other.dataFolder)).toEqual(["secret"]);
  expect(await readFile(join(other.dataFolder, "secret"), "utf8")).toBe(`${"ab".repeat(32)}\n`);
});

test("a role that may make nothing is told so, before anything is made", async () => {
  const target = await emptyPlace();
  const owned = databaseUrl(inject("testServer").adminUrl, new URL(target.url).pathname.slice(1));
  await look(owned, "alter schema public owner to pg_database_owner");
  await look(owned, `alter database ${new URL(target.url).pathname.slice(1)} owner to current_user`);
  await expect(restoreBackup(target, archiveOf(archive))).rejects.toThrow(
    /^The role rapport may make nothing in the database .* alter database/,
  );
});

test("an archive that is refused leaves an empty database and an empty folder", async () => {
  const target = await emptyPlace();
  for (const length of [archive.length - 1, Math.floor(archive.length / 2)])
    await expect(restoreBackup(target, archiveOf(archive.subarray(0, length)))).rejects.toMatchObject({
      code: "backup_cut_off",
    });
  expect(await readdir(target.dataFolder)).toEqual([]);
  await restoreBackup(target, archiveOf(archive));
});

test("what a killed restore left is refused by the product, and the next restore starts over", async () => {
  const target = await emptyPlace();
  for (const path of ["restoring/files/half", "files/half"]) {
    await mkdir(join(target.dataFolder, path, ".."), { recursive: true });
    await writeFile(join(target.dataFolder, path), "half");
  }
  await expect(assertRestored(target.dataFolder, target.url)).rejects.toMatchObject({
    code: "restore_cut_off",
  });
  await restoreBackup(target, archiveOf(archive));
  expect(existsSync(join(target.dataFolder, "files/half"))).toBe(false);
  // One that was killed behind the commit is whole.
  await mkdir(join(target.dataFolder, "restoring"));
  await assertRestored(target.dataFolder, target.url);
  expect(await readdir(target.dataFolder)).not.toContain("restoring");
  expect(await readdir(join(target.dataFolder, "files"))).toEqual(["ab"]);
});

test("a backup of an older version is restored as it was, and migrated on", async () => {
  const older = await emptyPlace();
  const migrations = await readMigrations();
  const [newest] = migrations.slice(-1);
  await withOwnClient(older.url, async (client) => {
    await client.query(
      "create table schema_migrations (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())",
    );
    for (const { number, name, sql, checksum } of migrations.slice(0, -1)) {
      await client.query(sql);
      await client.query("insert into schema_migrations values ($1, $2, $3)", [number, name, checksum]);
    }
  });
  const target = await emptyPlace();
  const taken = await takenFrom({ ...older, secret: Buffer.alloc(32, 1) });
  const { manifest } = await restoreBackup(target, archiveOf(taken));
  expect(manifest.migrations.at(-1)?.number).toBe(migrations.at(-2)?.number);
  expect(await migrate(target.url)).toEqual([newest?.name]);
});

test("nothing else than news is told by numbers of transactions, which a restore has to settle", async () => {
  const columns = await look<{ name: string }>(
    office.house.databaseUrl,
    "select table_name || '.' || column_name as name from information_schema.columns where udt_name in ('xid8', 'xid', 'pg_lsn', 'pg_snapshot') and table_schema = 'public' order by 1",
  );
  expect(columns.map(({ name }) => name)).toEqual([
    "event_cursors.transaction",
    "event_log.forgotten_transaction",
    "events.transaction",
  ]);
});
