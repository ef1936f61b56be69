import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { create, type Work } from "#records";
import { testRuntime, type TestRuntime } from "../../test/harness.ts";
import { system } from "./runtime.ts";

let runtime: TestRuntime;
let company: string;

beforeAll(async () => {
  runtime = await testRuntime();
  company = (await runtime.runAsSystem((work) => create(work, "company", { name: "Acero" }))).id;
});

const inBulk = <T>(capability: (work: Work) => Promise<T>): Promise<T> =>
  runtime.runInBulk(system, "import", capability);

/** What another session is told that wants to delete the company at once. */
async function deletion(): Promise<string> {
  const other = new pg.Client({ connectionString: runtime.url });
  await other.connect();
  try {
    await other.query("set lock_timeout = 100");
    await other.query("begin");
    await other.query("delete from parties where id = $1", [company]);
    await other.query("rollback");
    return "deleted";
  } catch (error) {
    return (error as pg.DatabaseError).code ?? "";
  } finally {
    await other.end();
  }
}

test("whether the role may is asked by a connection that ends, so that a command ends when it is done", async () => {
  const { rows } = await runtime.pool.query(
    "select from pg_stat_activity where usename = 'rapport_bulk' and datname = current_database()",
  );
  expect(rows).toHaveLength(0);
});

test("PostgreSQL does not look at foreign keys row by row, the engine does, and holds what it found", async () => {
  expect(await deletion()).toBe("deleted");
  await inBulk(async (work) => {
    const { rows } = await sql<{
      is: string;
    }>`select current_setting('session_replication_role') as is`.execute(work.db);
    expect(rows[0]?.is).toBe("replica");
    await create(work, "person", { name: { given: "Ana", family: "Ruiz" }, company });
    expect(await deletion()).toBe("55P03");
  });
  const nowhere = { name: { given: "Eva", family: "Gil" }, company: randomUUID() };
  await expect(inBulk((work) => create(work, "person", nowhere))).rejects.toMatchObject({
    details: { errors: [{ code: "link_not_found", field: "company" }] },
  });
});

test("our own triggers fire all the same, every one of them", async () => {
  const { id } = await inBulk((work) => create(work, "person", { name: { given: "雷", family: "李" } }));
  const { rows } = await runtime.pool.query("select search_words from parties where id = $1", [id]);
  expect(rows[0].search_words).not.toBeNull();
  const { rows: silent } = await runtime.pool.query(
    "select tgrelid::regclass as relation, tgname as name from pg_trigger where not tgisinternal and tgenabled <> 'A'",
  );
  expect(silent).toEqual([]);
});

test("the log is as closed there as anywhere", async () => {
  for (const attempt of ["delete from history", "update history set source = 'api'", "truncate audit_blocks"])
    await expect(inBulk((work) => sql.raw(attempt).execute(work.db))).rejects.toMatchObject({
      code: "42501",
    });
});
