import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Big from "big.js";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Office, openOffice } from "../../../../test/office.ts";
import type { Actor, Runtime } from "#records";
import type { Mapping } from "#exchange/contract";
import { zipOf } from "../testing/zip.ts";
import { runImportFromFile } from "./from-file.ts";

const folder = new URL("../../../../../shared/data/sales/", import.meta.url).pathname;
const isThere = existsSync(folder);
const superstore = new URL("../../../../../shared/data/retail/superstore.csv", import.meta.url).pathname;
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

/** The columns of the shop's order lines that are used. */
const at = {
  order: 1,
  date: 2,
  customer: 5,
  name: 6,
  country: 8,
  city: 9,
  state: 10,
  postcode: 11,
  product: 13,
  category: 14,
  title: 16,
  sales: 17,
  quantity: 18,
  row: 0,
};

test.skipIf(!existsSync(superstore))(
  "order lines of a shop become its buyers, its products and its orders with every line, to the cent; discount and profit stay out",
  { timeout: 240_000 },
  async () => {
    const lines = parse(await readFile(superstore), { from: 2 }) as string[][];
    const distinct = (...columns: number[]) =>
      new Set(lines.map((line) => columns.map((one) => line[one]).join(" "))).size;
    const source = { system: "superstore", entity: "customers" };
    const importAs = (mapping: Mapping) => runImportFromFile(runtime, { file: superstore, actor, mapping });
    const [buyers, products, orders] = [distinct(at.customer), distinct(at.product), distinct(at.order)];
    expect([lines.length, buyers, products, orders]).toEqual([9994, 793, 1862, 5009]);

    expect(
      await importAs({
        object: "person",
        source,
        keys: ["external_id"],
        existing: "skip",
        assignments: [
          { column: at.customer, target: "external_id" },
          { column: at.name, target: "name" },
          { column: at.country, target: "address.country" },
          { column: at.city, target: "address.city" },
          { column: at.state, target: "address.region" },
          { column: at.postcode, target: "address.postal_code" },
        ],
      }),
    ).toMatchObject({ created: buyers, updated: 0, unchanged: lines.length - buyers, failed: 0 });
    expect(
      await importAs({
        object: "product",
        keys: ["code"],
        existing: "skip",
        assignments: [
          { column: at.product, target: "code" },
          { column: at.title, target: "name" },
          { column: at.category, target: "category" },
        ],
      }),
    ).toMatchObject({ created: products, unchanged: lines.length - products, failed: 0 });
    const asOrders: Mapping = {
      object: "order",
      source: { ...source, entity: "orders" },
      keys: ["number"],
      existing: "update",
      defaults: { state: "completed" },
      assignments: [
        { column: at.order, target: "number" },
        { column: at.date, target: "ordered_on", notation: "ymd" },
        { column: at.customer, target: "customer", ids_of: "customers" },
        { column: at.row, target: "lines.source_line" },
        { column: at.product, target: "lines.product", others: "fail" },
        { column: at.quantity, target: "lines.quantity" },
        { column: at.sales, target: "lines.total", currency: "USD" },
      ],
    };
    const done = await importAs(asOrders);
    console.info(`5,009 orders with 9,994 lines in ${done.seconds.toFixed(1)} s`);
    expect(done.errors).toEqual([]);
    expect(done).toMatchObject({ created: orders, failed: 0 });
    expect(await count("orders")).toBe(orders);
    expect(await count("orders where state = 'completed' and delivery_state = 'all'")).toBe(orders);
    // What stands twice in an order is two lines of it.
    expect(distinct(at.order, at.product)).toBeLessThan(lines.length);
    expect(await count("order_lines where total_currency = 'USD'")).toBe(lines.length);
    const inFile = lines.reduce((sum, line) => sum.plus(line[at.sales] ?? "0"), Big(0)).toFixed();
    const sums = await office.rows(`select
      (select trim_scale(sum(total))::text from order_lines) as lines,
      (select trim_scale(sum(total))::text from orders) as orders`);
    expect(sums).toEqual([{ lines: inFile, orders: inFile }]);
    const bought = "select count(distinct customer_id)::int as n from orders";
    expect(await office.rows(bought)).toEqual([{ n: buyers }]);
    const [first] = await office.rows(
      `select p.name, o.ordered_on::text, o.total::text, o.currency, count(l.id)::int as lines from orders o
        join parties p on p.id = o.customer_id join order_lines l on l.order_id = o.id
        where o.number = 'CA-2016-152156' group by o.id, p.id`,
    );
    expect(first).toEqual({
      name: "Claire Gute",
      ordered_on: "2016-11-08",
      total: "993.90",
      currency: "USD",
      lines: 2,
    });
    expect(await importAs(asOrders)).toMatchObject({ created: 0, updated: 0, failed: 0 });
  },
);

const mails = new URL("../../../../../shared/data/mail/", import.meta.url).pathname;

test.skipIf(!existsSync(mails))(
  "real mails come onto the timelines, however broken they are",
  { timeout: 120_000 },
  async () => {
    const found = readdirSync(mails, { recursive: true, withFileTypes: true }).filter(
      (one) => one.isFile() && one.name.endsWith(".eml"),
    );
    const files = found.map(
      ({ parentPath, name }, at) => [`${at}-${name}`, readFileSync(join(parentPath, name))] as const,
    );
    const file = join(dataFolder, "mails.zip");
    await writeFile(file, await zipOf(Object.fromEntries(files)));
    const { others, leftOut, ...people } = await runImportFromFile(runtime, { file, actor });
    const [interactions] = others;
    console.info(
      `${files.length} mails: ${interactions?.created} interactions with ${people.created} people, ` +
        `${interactions?.unchanged} the same mail once more, ${interactions?.failed} without a date`,
    );
    expect(people.errors).toEqual([]);
    expect([people.object, people.failed, interactions?.object]).toEqual(["person", 0, "interaction"]);
    expect(interactions?.created).toBeGreaterThan(120);
    expect(interactions?.errors.filter(({ text }) => !/missing/.test(text))).toEqual([]);
    expect(leftOut.length).toBeGreaterThan(30);
    const again = await runImportFromFile(runtime, { file, actor });
    expect([again.object, again.created, again.others]).toEqual(["interaction", 0, []]);
  },
);
