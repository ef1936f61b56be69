import pg from "pg";
import { expect, inject, test } from "vitest";
import { databaseUrl, execute } from "../../../test/database-server.ts";
import { testDatabase } from "../../../test/harness.ts";
import { migrate } from "../migrations.ts";
import { bringUpToDate } from "./bringing-up-to-date.ts";
import { handBack, handOver, ownershipIn } from "./ownership.ts";

/** A database as one gets it from whoever runs the server: everything in it belongs to the application's role. */
async function ownDatabase() {
  const { url, pool } = await testDatabase({ migrated: false });
  await migrate(url);
  const name = new URL(url).pathname.slice(1);
  return { url, pool, name, ownerUrl: databaseUrl(inject("testServer").adminUrl, name) };
}

async function isProtected(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await ownershipIn(client, "rapport")).isProtected;
  } finally {
    await client.end();
  }
}

test("where everything belongs to the application's role, a trigger refuses what would change the log", async () => {
  const { url, pool } = await ownDatabase();
  expect(await isProtected(url)).toBe(false);
  await pool.query("insert into history (source, kind, changes) values ('api', 'created', '{}')");
  for (const attempt of ["update history set source = 'system'", "delete from history", "truncate history"])
    await expect(pool.query(attempt)).rejects.toMatchObject({ code: "42501" });
});

test("a command takes it out of its hands, once and for all", async () => {
  const { url, pool, ownerUrl } = await ownDatabase();
  expect(await handOver(ownerUrl, "rapport")).toBe(true);
  expect(await isProtected(url)).toBe(true);
  expect(await handOver(ownerUrl, "rapport")).toBe(false);
  await pool.query("insert into history (source, kind, changes) values ('api', 'created', '{}')");
  for (const attempt of [
    "drop table history",
    "alter table history disable trigger all",
    "drop schema public cascade",
  ])
    await expect(pool.query(attempt)).rejects.toMatchObject({ code: "42501" });
  await pool.query("create table of_our_own (id integer); drop table of_our_own; create schema other");
});

test("so does a role that is no superuser but may create roles and databases", async () => {
  const { url, name } = await ownDatabase();
  const { adminUrl } = inject("testServer");
  await execute(adminUrl, "drop role if exists operator");
  await execute(adminUrl, "create role operator login createrole createdb password 'operator'");
  await execute(adminUrl, "grant rapport, rapport_audit to operator with admin option");
  const operator = new URL(databaseUrl(adminUrl, name));
  operator.username = operator.password = "operator";
  expect(await handOver(operator.href, "rapport")).toBe(true);
  expect(await isProtected(url)).toBe(true);
});

test("a migration gets the log back for as long as it takes", async () => {
  const { url, pool, ownerUrl } = await ownDatabase();
  await handOver(ownerUrl, "rapport");
  await handBack(ownerUrl, "rapport");
  expect(await isProtected(url)).toBe(false);
  await pool.query("alter table history add column told_later text");
  // The first one fails where it was applied before, whatever the last one does.
  await pool.query("delete from schema_migrations");
  await expect(bringUpToDate({ url, ownerUrl })).rejects.toThrow("could not be applied");
  expect(await bringUpToDate({ url, ownerUrl: undefined }).catch(() => "refused")).toBe("refused");
  await handOver(ownerUrl, "rapport");
  await pool.query(
    "insert into history (source, kind, changes, told_later) values ('api', 'created', '{}', 'x')",
  );
});
