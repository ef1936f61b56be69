import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import type { DB } from "#db";
import { AppError } from "#kernel/error";
import { type Declared, remakeCustomised, type Work } from "#records";
import { lockMigrations, readMigrations } from "../migrations.ts";
import type { TableShape } from "../backup/contents.ts";
import { asStorageError, isEmpty, isUnused } from "../backup/loading.ts";
import { withOwnClient } from "../backup/own-client.ts";
import { openRestoredFolder, type RestoredFolder } from "../backup/restored-folder.ts";
import { structureOf } from "../backup/snapshot.ts";
import { readStructure } from "../backup/structure.ts";
import { quotedTable } from "../backup/table-rows.ts";
import { isStorageFull } from "../storage.ts";
import { type Manifest, partOfTable } from "./contents.ts";
import { keepFiles } from "./keeping-files.ts";
import { loadJsonRows, prepareLoading } from "./json-rows.ts";
import { setNumbers } from "./numbers.ts";
import type { OpenArchive } from "./opening.ts";
import { tablesIn } from "./tables.ts";
import { withoutTies } from "./ties.ts";

export interface Target {
  readonly url: string;
  readonly dataFolder: string;
  /** What the modules declare. */
  readonly declared: Declared;
}

/**
 * Brings an organisation into a database in which nothing is and a data folder without files: all of it or nothing, for the
 * database commits last. What a kill leaves is an empty database and a folder that `serve` refuses and the next restore starts over
 * with. Throws `restore_not_empty`, `archive_newer`, `archive_damaged`, `storage_full`.
 */
export async function restoreOrganisation(target: Target, archive: OpenArchive): Promise<void> {
  await withOwnClient(target.url, async (client) => {
    // Who would migrate the empty database waits, and finds it whole.
    await lockMigrations(client);
    const isNew = await isEmpty(client);
    if (!isNew && !(await isWaitingFor(client, archive.manifest)))
      throw new AppError("restore_not_empty", { params: { place: "none" } });
    const folder = await openRestoredFolder(target.dataFolder, undefined);
    try {
      await client.query("begin");
      if (isNew) await makeStructure(client, archive.manifest);
      await restoreInto(client, folder, { archive, declared: target.declared });
      await folder.settle(undefined);
      await client.query("commit");
      await folder.finish();
    } catch (error) {
      const isFull = await isStorageFull(target.dataFolder);
      await folder.discard();
      throw isFull ? new AppError("storage_full", { cause: error }) : asArchiveError(asStorageError(error));
    }
  });
}

async function restoreInto(
  client: pg.Client,
  folder: RestoredFolder,
  { archive, declared }: { readonly archive: OpenArchive; readonly declared: Declared },
): Promise<void> {
  await prepareLoading(client);
  await withoutTies(client, async () => {
    for (const table of await tablesNow(client))
      if (definitions.includes(table.name)) await load(client, archive, table);
    await remake(client, declared);
    await withoutTies(client, () => loadRecords(client, archive));
  });
  await setNumbers(client, archive.manifest.numbers);
  await keepFiles(client, folder, archive);
  await client.query("update catalogue_version set version = version + 1");
  await client.query("analyze");
}

/** What the tables of an organisation's own are made by: it comes before them. */
const definitions: readonly string[] = ["object_definitions", "field_definitions"];

/** Whether a Rapport of the same version was started here and nobody has set it up yet. */
async function isWaitingFor(client: pg.Client, { migrations }: Manifest): Promise<boolean> {
  if (!(await isUnused(client))) return false;
  // Its history may belong to another role by now, which has to give it back first.
  const { rows: owned } = await client.query(
    "select from pg_class where oid = 'public.history'::regclass and pg_has_role(relowner, 'usage')",
  );
  if (owned.length === 0) return false;
  const { rows } = await client.query<{ checksum: string }>("select checksum from schema_migrations");
  return sorted(rows.map(({ checksum }) => checksum)) === sorted(migrations.map(({ checksum }) => checksum));
}

/** The database as that version of Rapport had it; what came later is migrated at the next start. */
async function makeStructure(client: pg.Client, { migrations, product }: Manifest): Promise<void> {
  const known = await readMigrations();
  const checksums = new Map(known.map(({ number, checksum }) => [number, checksum]));
  if (migrations.some(({ number, checksum }) => checksums.get(number) !== checksum))
    throw new AppError("archive_newer", { params: { version: product } });
  await client.query(`create table schema_migrations (
    number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
  const told = new Set(migrations.map(({ number }) => number));
  for (const { number, name, sql, checksum } of known.filter((one) => told.has(one.number))) {
    await client.query(sql);
    await client.query("insert into schema_migrations (number, name, checksum) values ($1, $2, $3)", [
      number,
      name,
      checksum,
    ]);
  }
}

/** The tables and columns of what administrators made. What cannot be made was not described by us. */
async function remake(client: pg.Client, declared: Declared): Promise<void> {
  try {
    await remakeCustomised(handOf(client), declared);
  } catch (cause) {
    throw cause instanceof AppError || cause instanceof TypeError
      ? new AppError("archive_damaged", { cause })
      : cause;
  }
}

async function loadRecords(client: pg.Client, archive: OpenArchive): Promise<void> {
  const tables = await tablesNow(client);
  if (sorted(Object.keys(archive.manifest.tables)) !== sorted(tables.map(({ name }) => name)))
    throw new AppError("archive_damaged");
  for (const table of tables) if (!definitions.includes(table.name)) await load(client, archive, table);
}

async function load(client: pg.Client, archive: OpenArchive, table: TableShape): Promise<void> {
  const told = archive.manifest.tables[table.name];
  if (!told || sorted(told.columns) !== sorted(table.columns)) throw new AppError("archive_damaged");
  // What the migrations put there is in the archive, too.
  await client.query(`delete from ${quotedTable(table)}`);
  const rows = await loadJsonRows(client, table, archive.part(partOfTable(table.name)));
  if (rows !== told.rows) throw new AppError("archive_damaged");
}

async function tablesNow(client: pg.Client): Promise<readonly TableShape[]> {
  return tablesIn(structureOf(await readStructure(client)).tables);
}

function sorted(words: readonly string[]): string {
  return words.toSorted().join();
}

/** The record engine's hand on a connection that is in a transaction already. */
function handOf(client: pg.Client): Work["db"] {
  const one = { query: client.query.bind(client), release: () => {} };
  const pool = { connect: async () => one, end: async () => {} };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as never }) }) as unknown as Work["db"];
}

/** What the database refuses was never written by us; nor does it matter to whoever restores which rule it broke. */
function asArchiveError(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  const isRefused = typeof code === "string" && /^((22|23|42)[0-9A-Z]{3}|EEXIST)$/.test(code);
  return isRefused ? new AppError("archive_damaged", { cause: error }) : error;
}
