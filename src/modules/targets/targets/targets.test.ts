import { beforeAll, expect, test } from "vitest";
import { type Actor, create } from "#records";
import { closeDeal } from "#sales/contract";
import { everything, type Office, openOffice } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";

let office: Office;
let boss: Actor;
let ana: Actor;
let team: string;
let tools: string;
let saws: string;

const may = "2025-05-10";

beforeAll(async () => {
  office = await openOffice();
  boss = await office.colleague("Boss");
  ana = await office.colleague("Ana", { permissions: [] });
  const made = async (object: string, values: object) =>
    (await office.as(boss, (work) => create(work, object, values as never))).id;
  team = await made("team", { name: "North", manager: boss.userId });
  await office.rows(`update users set team_id = '${team}' where id = '${ana.userId}'`);
  tools = await made("product_category", { name: "Tools" });
  saws = await made("product_category", { name: "Saws", parent: tools });
  const [saw, oil] = [
    await made("product", { name: "Saw", category: saws }),
    await made("product", { name: "Oil" }),
  ];
  const deal = await made("deal", {
    name: "Deal",
    owner: ana.userId,
    opened_on: "2025-01-01",
    amount: { amount: "400", currency: "EUR" },
  });
  for (const [product, price] of [
    [saw, "30"],
    [oil, "10"],
  ])
    await made("deal_product", { deal, product, quantity: "1", price: { amount: price, currency: "EUR" } });
  await office.rows(`update deals set amount = 400 where id = '${deal}'`);
  await office.ask(boss, closeDeal, { params: { id: deal }, body: { outcome: "won", closed_on: may } });
});

interface Wanted {
  readonly user?: string | null;
  readonly team?: string;
  readonly product?: string;
  readonly category?: string;
  readonly measure?: "amount" | "count";
  readonly value: string | null;
}

const set = (targets: readonly Wanted[], as = boss) =>
  office.ask(as, contract.setTargets, {
    body: {
      unit: "month",
      targets: targets.map((target) => ({ measure: "amount", on: may, ...target })) as never,
    },
  });
const reached = async (unit: "month" | "quarter" = "month") =>
  (await office.ask(boss, contract.readAttainment, { query: { unit, on: may } })).rows.map(
    ({ subject, category, measure, target, actual }) =>
      [subject.title ?? subject.kind, category?.title ?? null, measure, target, actual].join(" "),
  );

test("what was won counts for its seller, their team and all, and by the part that is of a category or one below it", async () => {
  await set([
    { value: "1000" },
    { team, value: "800" },
    { user: ana.userId, value: "500" },
    { user: ana.userId, measure: "count", value: "2" },
    { user: ana.userId, category: tools, value: "600" },
    { category: saws, value: "100" },
  ]);
  const rows = [
    "Ana  amount 500 400.00",
    "Ana  count 2 1",
    "Ana Tools amount 600 300.00",
    "North  amount 800 400.00",
    "all  amount 1000 400.00",
    "all Saws amount 100 300.00",
  ];
  expect((await reached()).toSorted()).toEqual(rows);
  expect((await reached("quarter")).toSorted()).toEqual(rows);
  const { rows: sheet } = await office.ask(boss, contract.readTargets, { query: { year: 2025 } });
  expect(sheet.find(({ category }) => category?.id === tools)?.values[4]).toBe("600");
});

test("a target is set anew, or taken away, once each", async () => {
  await set([{ value: "1200" }, { category: saws, value: null }]);
  const rows = await reached();
  expect(rows).toContain("all  amount 1200 400.00");
  expect(rows.some((row) => row.startsWith("all Saws"))).toBe(false);
});

test("none is set of what is not there, of two things at once, or by who may not", async () => {
  const nowhere = "00000000-0000-7000-8000-000000000000";
  await expect(set([{ category: nowhere, value: "1" }])).rejects.toThrow("link_not_found");
  await expect(set([{ product: nowhere, value: "1" }])).rejects.toThrow("link_not_found");
  await expect(set([{ product: nowhere, category: tools, value: "1" }])).rejects.toThrow("link_not_found");
  await expect(set([{ value: "0" }])).rejects.toThrow("field_invalid");
  await expect(set([{ value: "5" }], ana)).rejects.toThrow("not_allowed");
  const led = await office.colleague("Led", { objects: { deal: { ...everything, read: "own" } } });
  await expect(set([{ user: ana.userId, value: "5" }], led)).rejects.toThrow("link_not_found");
});
