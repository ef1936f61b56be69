import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { StartError } from "./start-error.ts";

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const folder = fileURLToPath(new URL("../../db/migrations", import.meta.url));

// Any number of our own: two starts on one database wait for each other on it.
const lockKey = 7_261_114;

/** Brings the database up to date: each numbered file once, in its own transaction. Returns the names of those applied. */
export async function migrate(url: string): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client({
    connectionString: url,
    application_name: "rapport migrate",
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await lockMigrations(client);
    const applied = await readApplied(client);
    assertUnchanged(migrations, applied);
    const missing = migrations.filter((migration) => !applied.has(migration.number));
    assertInOrder(missing, Math.max(0, ...applied.keys()));
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Whether there is nothing to apply. */
export async function isUpToDate(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('public.schema_migrations') is not null as there",
    );
    if (!rows[0]?.there) return false;
    const applied = await readApplied(client);
    return (await readMigrations()).every(({ number }) => applied.has(number));
  } finally {
    await client.end();
  }
}

/** Waits until nobody else migrates the database, and keeps others from it for as long as the connection lives. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [lockKey]);
}

/** Those of this version, in their order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(names.map(readMigration));
  for (const [index, { number, name }] of migrations.entries()) {
    if (number <= (migrations[index - 1]?.number ?? 0))
      throw new StartError(`Two migrations have the number of ${name}.`);
  }
  return migrations;
}

async function readMigration(name: string): Promise<Migration> {
  const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  if (Number.isNaN(number))
    throw new StartError(
      `${name} is not the name of a migration: four digits, then words, as 0001_foundation.sql.`,
    );
  const sql = (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
  return { number, name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

async function readApplied(
  client: pg.Client,
): Promise<ReadonlyMap<number, { name: string; checksum: string }>> {
  await client.query(
    `create table if not exists schema_migrations (
       number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
     )`,
  );
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
    "select number, name, checksum from schema_migrations order by number",
  );
  return new Map(rows.map((row) => [row.number, row]));
}

function assertUnchanged(
  migrations: readonly Migration[],
  applied: ReadonlyMap<number, { name: string; checksum: string }>,
): void {
  for (const [number, { name, checksum }] of applied) {
    const here = migrations.find((migration) => migration.number === number);
    if (!here)
      throw new StartError(
        `The database is newer than this version of Rapport: it has ${name}. Start the newer version.`,
      );
    if (here.checksum === checksum) continue;
    throw new StartError(
      `${here.name} was changed after it had been applied to this database. Write a new migration instead.`,
    );
  }
}

function assertInOrder(missing: readonly Migration[], newest: number): void {
  const late = missing.find((migration) => migration.number < newest);
  if (late)
    throw new StartError(
      `${late.name} comes before a migration that this database has already. Give it a higher number.`,
    );
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into schema_migrations (number, name, checksum) values ($1, $2, $3)", [
      number,
      name,
      checksum,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new StartError(`${name} could not be applied: ${(cause as Error).message}`, { cause });
  }
}
