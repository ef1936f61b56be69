import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Office, openOffice } from "../../../../test/office.ts";
import type { Actor, Runtime } from "#records";
import { runImportFromFile } from "./from-file.ts";

const folder = new URL("../../../../../shared/data/sales/", import.meta.url).pathname;
const isThere = existsSync(folder);
if (!isThere) console.info(`The real sales files are not at ${folder}: their import is not tested here.`);

let office: Office;
let runtime: Runtime;
let actor: Actor;
let dataFolder: string;

beforeAll(async () => {
  if (!isThere) return;
  office = await openOffice();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-import-"));
  runtime = { ...office.runtime, settings: { ...office.runtime.settings, dataFolder } };
  actor = await office.colleague("Maria Ivanova");
});

afterAll(async () => {
  if (dataFolder) await rm(dataFolder, { recursive: true, force: true });
});

const importFile = (name: string) => runImportFromFile(runtime, { file: join(folder, name), actor });
const count = async (query: string) =>
  (await office.rows<{ n: number }>(`select count(*)::int as n from ${query}`))[0]?.n;

test.skipIf(!isThere)(
  "a company's real files go in completely, nothing told about them",
  { timeout: 120_000 },
  async () => {
    const accounts = await importFile("accounts.csv");
    expect(accounts).toMatchObject({ object: "company", rows: 85, created: 85, failed: 0 });
    const products = await importFile("products.csv");
    expect(products).toMatchObject({ object: "product", rows: 7, created: 7, failed: 0 });
    const sellers = await importFile("sales_teams.csv");
    expect(sellers).toMatchObject({ object: "user", rows: 35, created: 35, failed: 0 });
    const deals = await importFile("sales_pipeline.csv");
    console.info(`8,800 deals in ${deals.seconds.toFixed(1)} s`);
    expect(deals.errors).toEqual([]);
    expect(deals).toMatchObject({ object: "deal", rows: 8800, created: 8800, failed: 0 });

    expect(await count("parties where kind = 'company'")).toBe(85);
    expect(await count("parties where parent_id is not null")).toBe(15);
    expect(await count("parties where industry = 'technology'")).toBe(12);
    expect(await count("parties where address_country = 'US'")).toBe(71);
    expect(await count("parties where address_country is null")).toBe(0);
    expect(await count("products")).toBe(7);
    expect(await count("users where team_id is not null")).toBe(35);
    expect(await count("users where manager_id is not null")).toBe(35);
    expect(await count("users")).toBe(35 + 6 + 1);
    expect(await count("teams")).toBe(3);
    const byKind = await office.rows<{ kind: string; n: number }>(
      "select s.kind, count(*)::int as n from deals d join stages s on s.id = d.stage_id group by 1 order by 1",
    );
    expect(byKind).toEqual([
      { kind: "lost", n: 2473 },
      { kind: "open", n: 2089 },
      { kind: "won", n: 4238 },
    ]);
    expect(await count("deals where company_id is null")).toBe(1425);
    expect(await count("deals where owner_id is null")).toBe(0);
    expect(await count("deals where closed_on is not null")).toBe(4238 + 2473);
    expect(await count("deal_products")).toBe(8800);
    const [first] = await office.rows(
      "select name, number, amount::text, opened_on::text, closed_on::text from deals where number = '1C1I7A6R'",
    );
    expect(first).toEqual({
      name: "Cancity – GTX Plus Basic",
      number: "1C1I7A6R",
      amount: "1054",
      opened_on: "2016-10-20",
      closed_on: "2017-03-01",
    });
  },
);

test.skipIf(!isThere)("the same files once more change nothing", { timeout: 120_000 }, async () => {
  for (const [name, rows] of [
    ["accounts.csv", 85],
    ["products.csv", 7],
    ["sales_teams.csv", 35],
    ["sales_pipeline.csv", 8800],
  ] as const) {
    expect(await importFile(name)).toMatchObject({
      rows,
      created: 0,
      updated: 0,
      unchanged: rows,
      failed: 0,
    });
  }
});
