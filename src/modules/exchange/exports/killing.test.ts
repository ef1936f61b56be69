import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { databaseUrl } from "../../../../test/database-server.ts";
import { type Office, openOffice } from "../../../../test/office.ts";
import type { Actor, Runtime } from "#records";
import { sweepExports } from "./sweeping.ts";
import { startExport } from "./starting.ts";
import { readExport, type StoredExport } from "./stored-export.ts";

const companies = 30_000;

let office: Office;
let runtime: Runtime;
let actor: Actor;
let dataFolder: string;

beforeAll(async () => {
  office = await openOffice();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-export-"));
  runtime = { ...office.runtime, settings: { ...office.runtime.settings, dataFolder } };
  actor = await office.colleague("Maria Ivanova");
  await office.rows(`insert into parties (kind, name, employees)
    select 'company', 'Company ' || number, number from generate_series(1, ${companies}) as number`);
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function writing(id: string) {
  const [{ name } = { name: "" }] = await office.rows<{ name: string }>("select current_database() as name");
  const program = new URL("../../../../test/exporting-process.ts", import.meta.url).pathname;
  const url = databaseUrl(inject("testServer").templateUrl, name);
  return spawn(process.execPath, [program, url, dataFolder, id], { stdio: ["ignore", "pipe", "inherit"] });
}

const look = async (id: string) => (await readExport(runtime.database, id)) as StoredExport;
const files = () => readdir(join(dataFolder, "exports"));

test("an export that is killed is never offered, and begins anew until it is whole", {
  timeout: 120_000,
}, async () => {
  const object = runtime.catalogue.object("company");
  const { id } = await startExport(runtime, actor, object, {
    format: "csv",
    fields: "name",
    sort: "employees",
  });
  let kills = 0;
  let inItsMidst = 0;
  while (kills < 3 && (await look(id)).state !== "done") {
    const { runs } = await look(id);
    const writer = await writing(id);
    const gone = once(writer, "exit");
    // Who looks a thousand times a second while the other is still starting takes the processor from it.
    await once(writer.stdout, "data");
    await expect
      .poll(async () => ((now) => now.runs > runs && now.processed > 0)(await look(id)), {
        timeout: 60_000,
        interval: 1,
      })
      .toBe(true);
    writer.kill("SIGKILL");
    await gone;
    kills++;
    if ((await look(id)).state !== "running") break;
    inItsMidst++;
    expect((await look(id)).file_size).toBeNull();
  }
  expect(inItsMidst).toBeGreaterThan(0);
  const last = await writing(id);
  await once(last, "exit");
  expect(await look(id)).toMatchObject({ state: "done", processed: companies });
  const lines = (await readFile(join(dataFolder, "exports", id), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(companies + 1);
  expect(lines.at(-1)).toBe(`Company ${companies}`);
  await sweepExports(runtime);
  expect(await files()).toEqual([id]);
});
