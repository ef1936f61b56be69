import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedDatabase } from "../src/server/embedded-database.ts";
import { bringUpToDate } from "../src/server/audit/bringing-up-to-date.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly testServer: TestServer;
  }
}

export interface TestServer {
  /** Address of the superuser; makes databases. */
  readonly adminUrl: string;
  /** Address, as the application's role, of a database that is migrated and empty: the template of all others. */
  readonly templateUrl: string;
}

/** One PostgreSQL for the whole run, with a migrated database that every test clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...server } = await startTestServer();
  project.provide("testServer", server);
  return stop;
}

export async function startTestServer(): Promise<TestServer & { stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-test-"));
  const server = await startEmbeddedDatabase(folder, { durable: false, connections: 200 });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await execute(server.adminUrl, "create database template owner rapport");
    const templateUrl = databaseUrl(server.url, "template");
    await bringUpToDate({ url: templateUrl, ownerUrl: databaseUrl(server.adminUrl, "template") });
    return { adminUrl: server.adminUrl, templateUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
