import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "../../../test/harness.ts";
import { roleObject, teamObject, userObject } from "../../modules/platform/contract/objects.ts";
import { createRuntime } from "../../server/runtime.ts";
import { autoNumber, defineObject, text } from "../contract/index.ts";
import { buildCatalogue, create, createMany, find, list, type Runtime } from "../index.ts";
import { beginNumbers } from "./auto-numbers.ts";

const number = autoNumber({ prefix: "T-", digits: 3 });
const ticketObject = defineObject({
  name: "ticket",
  plural: "tickets",
  table: 'Odd "tickets"',
  module: "test",
  title: "name",
  icon: "ticket",
  owned: false,
  columns: ["name"],
  sort: "number",
  fields: { name: text({ required: true }), number, other: autoNumber({ digits: 1, unique: false }) },
});

let runtime: Runtime;

beforeAll(async () => {
  const { database } = await testDatabase();
  const table = sql.table(ticketObject.table);
  await sql`create table ${table} (id uuid primary key default uuid_v7(), created_at timestamptz, created_by uuid,
    updated_at timestamptz, updated_by uuid, version integer not null default 1, archived_at timestamptz,
    name text, number text unique, other text, search_words tsvector)`.execute(database);
  await sql`insert into ${table} (name, created_at, updated_at) values ('second', '2021-01-01', now()), ('first', '2020-01-01', now())`.execute(
    database,
  );
  const settings = { port: 0, host: "", dataFolder: "", baseUrl: "", mailFrom: "", secret: Buffer.alloc(32) };
  const catalogue = buildCatalogue([ticketObject, userObject, teamObject, roleObject]);
  runtime = createRuntime({ database, catalogue, settings });
  await runtime.runAsSystem((work) => beginNumbers(work, ticketObject, "number", number));
});

async function numbers(): Promise<unknown[]> {
  const page = await runtime.runAsSystem((work) =>
    list(work, "ticket", { fields: "name,number", limit: 200 }),
  );
  return page.data.map((record) => `${String(record.number)} ${String(record.name)}`);
}

it("numbers what was there, the oldest first, then each new record", async () => {
  expect(await numbers()).toEqual(["T-001 first", "T-002 second"]);
  await runtime.runAsSystem((work) => createMany(work, "ticket", [{ name: "third" }, { name: "fourth" }]));
  expect((await numbers()).slice(2)).toEqual(["T-003 third", "T-004 fourth"]);
  expect(await runtime.runAsSystem((work) => find(work, "T-004", 5))).toMatchObject([{ title: "fourth" }]);
});

it("gives every one of many writers numbers of their own; a failed write leaves a gap", async () => {
  const failed = runtime.runAsSystem(async (work) => {
    await create(work, "ticket", { name: "lost" });
    throw new Error("thought better of it");
  });
  await expect(failed).rejects.toThrow("thought better of it");
  const writers = Array.from({ length: 20 }, (_, at) =>
    runtime.runAsSystem((work) =>
      createMany(
        work,
        "ticket",
        Array.from({ length: 25 }, () => ({ name: `writer ${at}` })),
      ),
    ),
  );
  await Promise.all(writers);
  const { rows } = await sql<{ all: string; different: string; last: string }>`select count(*) as "all",
    count(distinct number) as different, max(length(number)) as last from ${sql.table(ticketObject.table)}`.execute(
    runtime.database,
  );
  expect(rows).toEqual([{ all: "504", different: "504", last: 5 }]);
  expect(await numbers()).not.toContain("T-005 lost");
});

it("is written by nobody else", async () => {
  for (const governed of [false, true]) {
    const own = runtime.runAsSystem((work) =>
      create(work, "ticket", { name: "mine", number: "T-999" }, { governed }),
    );
    await expect(own).rejects.toMatchObject({ code: "field_read_only", details: { field: "number" } });
  }
});

it("a field whose numbers have not begun stays empty", async () => {
  const made = await runtime.runAsSystem((work) => create(work, "ticket", { name: "other" }));
  expect(made).toMatchObject({ other: null });
});
