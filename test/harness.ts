import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { connectDatabase, type DatabaseConnection } from "../src/server/database.ts";
import { databaseUrl, execute } from "./database-server.ts";

export interface TestDatabase extends DatabaseConnection {
  readonly url: string;
}

const open: TestDatabase[] = [];

/**
 * A database of one's own, migrated and empty (or with `migrated: false` as it was made), entered as the
 * application enters it. Dropped when the tests of the file are done.
 */
export async function testDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { adminUrl, templateUrl } = inject("testServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await execute(
    adminUrl,
    `create database ${name} template ${migrated ? "template" : "template1"} owner rapport`,
  );
  const url = databaseUrl(templateUrl, name);
  const database = { url, ...connectDatabase(url, 5) };
  open.push(database);
  return database;
}

afterAll(async () => {
  const { adminUrl } = inject("testServer");
  for (const database of open.splice(0)) {
    await database.close();
    const name = new URL(database.url).pathname.slice(1);
    await execute(adminUrl, `drop database ${name} with (force)`);
  }
});
