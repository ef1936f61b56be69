import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { databaseUrl } from "../../../../test/database-server.ts";
import { type Office, openOffice } from "../../../../test/office.ts";
import type { Actor, Runtime } from "#records";
import { readImport, type StoredImport } from "./stored-import.ts";
import { takeFile } from "./uploading.ts";
import { createReadStream } from "node:fs";
import { sql } from "kysely";

const people = 20_000;
const companies = 150;

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

async function prepared(): Promise<StoredImport> {
  const file = join(dataFolder, "people.csv");
  const rows = Array.from({ length: people }, (_, index) => {
    const isBad = index % 4000 === 3999;
    return `Person ${index},${isBad ? "nowhere" : `p${index}@example.com`},Company ${index % companies}`;
  });
  await writeFile(file, `Name,Email,Company\n${rows.join("\n")}\n`);
  const stored = await takeFile(runtime, actor, createReadStream(file), { name: "people.csv" });
  await sql`update imports set state = 'waiting' where id = ${stored.id}::uuid`.execute(runtime.database);
  return stored;
}

/** Runs the import in a process of its own; kills it `patience` milliseconds after its first rows, unless it is done before. */
async function runInProcess(id: string, patience?: number): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(runtime.database);
  const url = databaseUrl(inject("testServer").templateUrl, rows[0]?.name ?? "");
  const program = new URL("../../../../test/importing-process.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [program, url, dataFolder, id], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.once(
    "data",
    () => patience !== undefined && setTimeout(() => child.kill("SIGKILL"), patience),
  );
  await once(child, "exit");
}

test("an import that is killed ten times ends as if it had never been", { timeout: 180_000 }, async () => {
  const { id } = await prepared();
  const seen: number[] = [];
  for (let kill = 0; kill < 10; kill++) {
    await runInProcess(id, Math.random() * 150);
    seen.push((await readImport(runtime.database, id))?.processed ?? -1);
  }
  await runInProcess(id);
  const after = await readImport(runtime.database, id);
  console.info(`Rows committed at each kill: ${seen.join(", ")}`);
  expect(after).toMatchObject({
    state: "done",
    processed: people,
    created: people - 5,
    updated: 0,
    unchanged: 0,
    failed: 5,
  });
  const [counts] = await office.rows<Record<string, number>>(`select
    (select count(*)::int from parties where kind = 'person') as people,
    (select count(distinct email)::int from parties where kind = 'person') as emails,
    (select count(*)::int from parties where kind = 'company') as companies,
    (select count(*)::int from import_failed_rows) + (select sum(cardinality(rows))::int from import_outcomes) as rows,
    (select count(*)::int from parties p where kind = 'person' and company_id is null) as homeless,
    (select count(*)::int from history where object = 'person' and kind = 'created') as histories`);
  expect(counts).toEqual({
    people: people - 5,
    emails: people - 5,
    companies,
    rows: people,
    homeless: 0,
    histories: people - 5,
  });
});
