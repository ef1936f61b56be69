import { expect, test } from "vitest";
import { testDatabase } from "../../test/harness.ts";
import { migrate } from "./migrations.ts";

test("a database that is up to date needs nothing", async () => {
  const { url } = await testDatabase();
  expect(await migrate(url)).toEqual([]);
});

test("a migration that was edited after it had been applied stops the start and is named", async () => {
  const { url, pool } = await testDatabase();
  await pool.query("update schema_migrations set checksum = 'other' where number = 1");
  await expect(migrate(url)).rejects.toThrow("0001_foundation.sql was changed after it had been applied");
});

test("a database made by a newer version is not touched by an older one", async () => {
  const { url, pool } = await testDatabase();
  await pool.query(
    "insert into schema_migrations (number, name, checksum) values (9999, '9999_later.sql', '')",
  );
  await expect(migrate(url)).rejects.toThrow("it has 9999_later.sql");
});

test("several starts at once on an empty database apply each migration once", async () => {
  const { url } = await testDatabase({ migrated: false });
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
});

test("the application's role is no superuser and can make neither roles nor databases", async () => {
  const { pool } = await testDatabase();
  const { rows } = await pool.query(
    `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
       pg_has_role('pg_execute_server_program', 'member') or pg_has_role('pg_read_server_files', 'member')
         or pg_has_role('pg_write_server_files', 'member') as reaches_files
     from pg_roles where rolname = current_user`,
  );
  expect(Object.values(rows[0])).toEqual([false, false, false, false, false, false]);
});

test("names sort as people expect, in Latin and in Cyrillic", async () => {
  const { pool } = await testDatabase();
  const { rows } = await pool.query(
    "select name from unnest(array['яна', 'Zoe', 'Ёлкин', 'Жуков', 'apple', 'Ева', 'Apple', 'Éva', 'Борис', 'Ерёмин']) as name order by name",
  );
  expect(rows.map((row) => row.name)).toEqual([
    "apple",
    "Apple",
    "Éva",
    "Zoe",
    "Борис",
    "Ева",
    "Ёлкин",
    "Ерёмин",
    "Жуков",
    "яна",
  ]);
});
