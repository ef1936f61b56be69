import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor, Runtime } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { touchedRecords } from "./results.ts";
import { runImport } from "./running.ts";
import { readImport, type StoredImport } from "./stored-import.ts";
import { takeFile } from "./uploading.ts";

let office: Office;
let runtime: Runtime;
let actor: Actor;
let dataFolder: string;

beforeAll(async () => {
  office = await openOffice();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-import-"));
  runtime = { ...office.runtime, settings: { ...office.runtime.settings, dataFolder } };
  actor = await office.colleague("Maria Ivanova");
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

/** An import of six people in the rows 2 to 7, about to run. */
async function waiting(name: string): Promise<StoredImport> {
  const file = join(dataFolder, `${name}.csv`);
  const rows = Array.from({ length: 6 }, (_, at) => `${name} ${at + 2},${name}.${at + 2}@example.com,Acme`);
  await writeFile(file, `Name,Email,Company\n${rows.join("\n")}\n`);
  const stored = await takeFile(runtime, actor, createReadStream(file), { name: `${name}.csv` });
  await sql`update imports set state = 'waiting' where id = ${stored.id}::uuid`.execute(runtime.database);
  return stored;
}

test("a run that goes on leaves alone what was dealt with beyond the cursor, done or failed", async () => {
  const { id } = await waiting("resumed");
  // A later batch was whole when a kill met the one before it.
  await sql`insert into import_outcomes (import_id, outcome, last_row, rows, records)
    values (${id}::uuid, 'created', 6, '{5,6}', array[uuid_v7(), uuid_v7()])`.execute(runtime.database);
  await sql`insert into import_failed_rows (import_id, row, problems, cells)
    values (${id}::uuid, 7, '[]', '[]')`.execute(runtime.database);
  await runImport(runtime, actor, id);
  expect(await readImport(runtime.database, id)).toMatchObject({ state: "done", processed: 3, created: 3 });
  const people = await office.rows<{ email: string }>(
    "select email from parties where email like 'resumed%' order by email",
  );
  expect(people.map(({ email }) => email)).toEqual([2, 3, 4].map((row) => `resumed.${row}@example.com`));
});

test("the records that an import made come page by page, each once, in the order of the file", async () => {
  const { id } = await waiting("paged");
  await runImport(runtime, actor, id);
  const stored = await readImport(runtime.database, id);
  const seen: string[] = [];
  const pageAfter = (after: number) =>
    office.as(actor, (work) =>
      touchedRecords(work, stored as StoredImport, { outcome: "created", after, limit: 2 }),
    );
  let after: number | null = 0;
  while (after !== null) {
    const page: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(after);
    expect(page.data.length).toBeLessThanOrEqual(2);
    seen.push(...page.data.map(({ row, title }) => `${row} ${title}`));
    after = page.next;
  }
  expect(seen).toEqual([2, 3, 4, 5, 6, 7].map((row) => `${row} paged ${row}`));
});
