import { type Kysely, sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { plannedAnew } from "#records";
import { type TestDatabase, testDatabase } from "../../test/harness.ts";
import { connectDatabase } from "./database.ts";

let house: TestDatabase;
let database: Kysely<never>;

beforeEach(async () => {
  house = await testDatabase({ migrated: false });
  database = house.database as unknown as Kysely<never>;
  await sql`create table tea (id integer, grams integer)`.execute(database);
  await sql`insert into tea values (1, 100)`.execute(database);
});

const grams = (on = database) => sql<{ grams: unknown }>`select grams from tea where id = ${1}`.execute(on);
const prepared = async () =>
  (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(database)).rows;

test("what comes a third time is prepared, what comes once is not", async () => {
  await grams();
  await grams();
  expect(await prepared()).toEqual([]);
  await grams();
  expect(await prepared()).toEqual([{ statement: "select grams from tea where id = $1" }]);
});

test("what is planned for its values each time is not prepared", async () => {
  for (let time = 0; time < 5; time++)
    await plannedAnew(sql`select grams from tea where id = ${1}`).execute(database);
  expect(await prepared()).toEqual([]);
});

test("a column that has another type now is read as it is", async () => {
  for (let time = 0; time < 5; time++) await grams();
  await sql`alter table tea alter column grams type text using grams || ' g'`.execute(database);
  expect((await grams()).rows).toEqual([{ grams: "100 g" }]);
});

test("in a transaction it is for who opened it to begin again, and the second time goes well", async () => {
  for (let time = 0; time < 5; time++) await grams();
  await sql`alter table tea alter column grams type text using grams || ' g'`.execute(database);
  const read = () => database.transaction().execute((transaction) => grams(transaction));
  await expect(read()).rejects.toMatchObject({ code: "0A000" });
  expect((await read()).rows).toEqual([{ grams: "100 g" }]);
});

test("behind a proxy that hands sessions about it does without names", async () => {
  for (let time = 0; time < 5; time++) await grams();
  // Another session takes over: what was prepared is not there.
  await sql`deallocate all`.execute(database);
  expect((await grams()).rows).toEqual([{ grams: 100 }]);
  for (let time = 0; time < 5; time++) await grams();
  expect(await prepared()).toEqual([]);
});

test("a connection that has prepared very much makes room for a fresh one", async () => {
  const narrow = connectDatabase(house.url, 1);
  const process = async () =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(narrow.database)).rows[0]?.pid;
  const first = await process();
  for (let text = 0; text <= 100; text++)
    for (let time = 0; time < 3; time++)
      await sql`select ${time}::integer as ${sql.ref(`n${text}`)}`.execute(narrow.database);
  expect(await process()).not.toBe(first);
  await narrow.close();
});
