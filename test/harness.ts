import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { buildCatalogue, type Database, type Module, type Runtime, type RuntimeSettings } from "#records";
import { connectDatabase, connectForBulk, type DatabaseConnection } from "../src/server/database.ts";
import { bulkRole } from "../src/server/embedded-database/access.ts";
import { createRuntime, type RuntimeParts } from "../src/server/runtime.ts";
import { databaseUrl, execute } from "./database-server.ts";
import { onLeaving } from "./leaving.ts";

export interface TestDatabase extends DatabaseConnection {
  readonly url: string;
  readonly bulk: Database | undefined;
}

export interface TestRuntime extends Runtime {
  readonly pool: TestDatabase["pool"];
  readonly url: string;
}

/**
 * A database of one's own, migrated and empty (or with `migrated: false` as it was made), entered as the
 * application enters it. Dropped when the tests of the file are done.
 */
export async function testDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { adminUrl, templateUrl } = inject("testServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // As the product leaves it: a migrated database belongs to the application no longer.
  if (migrated) {
    await execute(adminUrl, `create database ${name} template template strategy file_copy`);
    await execute(adminUrl, `grant connect, create, temporary on database ${name} to rapport`);
  } else {
    await execute(adminUrl, `create database ${name} template template1 owner rapport`);
  }
  const url = databaseUrl(templateUrl, name);
  const bulk = await connectForBulk(Object.assign(new URL(url), { username: bulkRole }).href);
  const database = { url, ...connectDatabase(url, 5), bulk: bulk?.database };
  onLeaving(async () => {
    await bulk?.close();
    await database.close();
    await execute(adminUrl, `drop database ${name} with (force)`);
  });
  return database;
}

export interface TestRuntimeOptions
  extends Partial<Omit<RuntimeParts, "database" | "catalogue" | "settings">> {
  /** All of the product's, unless told. */
  readonly modules?: readonly Module[];
  readonly settings?: Partial<RuntimeSettings>;
}

/** The product without its edge, on a database of its own: open units of work with `run` and `runAsSystem`. */
export async function testRuntime({
  modules,
  settings,
  ...parts
}: TestRuntimeOptions = {}): Promise<TestRuntime> {
  const installed = modules ?? (await import("../src/server/modules.ts")).modules;
  const { database, bulk, pool, url } = await testDatabase();
  const catalogue = buildCatalogue(
    installed.flatMap((module) => module.objects),
    Object.assign({}, ...installed.map((module) => module.rules ?? {})),
  );
  const runtime = createRuntime({
    ...parts,
    database,
    bulk,
    catalogue,
    settings: { ...(await testSettings()), ...settings },
  });
  // Assigned, not spread: the catalogue of a runtime changes.
  return Object.assign(runtime, { pool, url });
}

/** Settings of an installation that is nobody's, with a data folder of its own. */
export async function testSettings(): Promise<RuntimeSettings> {
  const dataFolder = await mkdtemp(join(tmpdir(), "rapport-test-data-"));
  onLeaving(() => rm(dataFolder, { recursive: true, force: true }));
  return {
    port: 0,
    host: "localhost",
    dataFolder,
    baseUrl: "http://localhost:3000",
    mailFrom: "Rapport <rapport@example.com>",
    secret: Buffer.alloc(32, 7),
  };
}
