import { beforeAll, expect, test } from "vitest";
import { type Actor, countOf, create, type Work } from "#records";
import { noGrant } from "#records/contract";
import { closeDeal, moveDeal } from "#sales/contract";
import { everything, type Office, openOffice } from "../../../../test/office.ts";
import { breakdowns, outcomeRecords, readFunnel, readOutcomes, stageRecords } from "../contract/reports.ts";
import { bringRealDeals, type RealDeal, realDealsAreThere } from "./real-deals.ts";

if (!realDealsAreThere)
  console.info("The real sales files are not there: reports are not compared with them.");

let office: Office;
let maria: Actor;
let lines: readonly RealDeal[] = [];
const all = { from: "2016-01-01", to: "2018-12-31" };

beforeAll(async () => {
  office = await openOffice();
  maria = await office.colleague("Maria Ivanova");
  if (realDealsAreThere) lines = await bringRealDeals(office);
});

/** What the file itself says: by a key of its lines, how many were won and lost and what they came to. */
function fromFile(keyOf: (line: RealDeal) => string, of: readonly RealDeal[] = lines) {
  const found = new Map<string, { won: number; lost: number; amount: number; days: number }>();
  for (const line of of) {
    if (line.deal_stage !== "Won" && line.deal_stage !== "Lost") continue;
    const one = found.get(keyOf(line)) ?? { won: 0, lost: 0, amount: 0, days: 0 };
    found.set(keyOf(line), one);
    if (line.deal_stage === "Lost") one.lost++;
    else {
      one.won++;
      one.amount += Number(line.close_value);
      one.days += (Date.parse(line.close_date) - Date.parse(line.engage_date)) / 86_400_000;
    }
  }
  return [...found]
    .map(([key, { won, lost, amount, days }]) => ({ key, won, lost, amount, days: won ? days / won : null }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

type Report = Awaited<ReturnType<typeof outcomes>>;
const outcomes = (by: (typeof breakdowns)[number], query: object = {}, actor = maria) =>
  office.ask(actor, readOutcomes, { query: { by, ...all, ...query } });

function told(report: Report, keyOf = (row: Report["rows"][number]) => row.title ?? "") {
  return report.rows
    .map((row) => ({
      key: keyOf(row),
      won: row.won.count,
      lost: row.lost.count,
      amount: Number(row.won.amount),
      days: row.days,
    }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

function sameFigures(report: ReturnType<typeof told>, file: ReturnType<typeof fromFile>) {
  expect(report.length).toBeGreaterThan(0);
  const figuresOf = (all: typeof file) =>
    all.map(({ key, won, lost, amount }) => ({ key, won, lost, amount }));
  expect(figuresOf(report)).toEqual(figuresOf(file));
  for (const [at, { days }] of file.entries()) expect(report[at]?.days).toBeCloseTo(days ?? 0, 0);
}

test.skipIf(!realDealsAreThere)("each report says what the file of a real company says", async () => {
  sameFigures(
    told(await outcomes("owner")),
    fromFile((line) => line.sales_agent),
  );
  sameFigures(
    told(await outcomes("product")),
    fromFile((line) => line.product),
  );
  sameFigures(
    told(await outcomes("month"), ({ key }) => key ?? ""),
    fromFile((line) => `${line.close_date.slice(0, 7)}-01`),
  );
  const spring = await outcomes("owner", { from: "2017-03-01", to: "2017-05-31" });
  const inSpring = lines.filter((line) => line.close_date >= "2017-03-01" && line.close_date <= "2017-05-31");
  sameFigures(
    told(spring),
    fromFile((line) => line.sales_agent, inSpring),
  );
  const { total } = await outcomes("source");
  expect(total).toMatchObject({
    won: { count: 4238, amount: "10005534.00", elsewhere: 0 },
    lost: { count: 2473 },
  });
});

test.skipIf(!realDealsAreThere)(
  "the funnel counts the deals of the file by what became of them",
  async () => {
    const { rows, opened } = await office.ask(maria, readFunnel, { query: all });
    const dated = lines.filter((line) => line.engage_date);
    const first = dated.filter((line) => line.deal_stage !== "Engaging");
    expect(opened.count).toBe(dated.length);
    const by = Object.fromEntries(rows.map((row) => [row.stage.title, row]));
    expect(by["First contact"]).toMatchObject({
      reached: { count: first.length },
      won: 4238,
      lost: 2473,
      standing: 0,
    });
    expect(by["First contact"]?.conversion).toBeCloseTo(4238 / (4238 + 2473), 10);
    expect(by["Qualified"]).toMatchObject({
      reached: { count: 1589 },
      standing: 1589,
      open: 1589,
      days: null,
    });
    expect(by["Won"]).toMatchObject({ reached: { count: 4238, amount: "10005534.00" } });
    const days = first.map(
      (line) => (Date.parse(line.close_date) - Date.parse(line.engage_date)) / 86_400_000,
    );
    const mean = days.reduce((sum, one) => sum + one, 0) / days.length;
    expect(Math.abs((by["First contact"]?.days ?? 0) - mean)).toBeLessThan(0.2);
  },
);

test("a deal that goes back and forth counts once in each stage, with all its stays", async () => {
  const deal = await office.as(maria, (work) => create(work, "deal", { name: "There and back" }));
  for (const stage of ["Qualified", "First contact", "Qualified", "Proposal"])
    await office.ask(maria, moveDeal, {
      params: { id: deal.id },
      body: { stage: office.stages[stage] as string },
    });
  await office.rows(`
    update stage_changes set left_at = entered_at + interval '36 hours' where deal_id = '${deal.id}' and left_at is not null`);
  await office.ask(maria, closeDeal, { params: { id: deal.id }, body: { outcome: "won" } });
  const { rows } = await office.ask(maria, readFunnel, { query: { owner: maria.userId as string } });
  const told = rows.map(({ stage, reached, days, standing }) => [stage.title, reached.count, days, standing]);
  expect(told).toEqual([
    ["First contact", 1, 1.5, 0],
    ["Qualified", 1, 1.5, 0],
    ["Proposal", 1, 0, 0],
    ["Negotiation", 0, null, 0],
    ["Won", 1, null, 1],
    ["Lost", 0, null, 0],
  ]);
  const plain = await office.rows(`
    select s.name, count(distinct c.deal_id)::int as deals from stage_changes c join stages s on s.id = c.stage_id
    where c.deal_id = '${deal.id}' group by 1 order by 1`);
  expect(plain).toEqual(
    told
      .flatMap(([name, deals]) => (deals === 0 ? [] : [{ name, deals }]))
      .sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1)),
  );
});

const counted = (filter: object) =>
  office.as(maria, (work: Work) => countOf(work, work.catalogue.object("deal"), { filter: filter as never }));

test.skipIf(!realDealsAreThere)("each figure opens the records that it counts", async () => {
  for (const by of breakdowns) {
    const report = await outcomes(by);
    for (const row of report.rows.slice(0, 3)) {
      expect([by, row.key, (await counted(outcomeRecords(report, row, "won"))).value]).toEqual([
        by,
        row.key,
        row.won.count,
      ]);
      expect([by, row.key, (await counted(outcomeRecords(report, row, "lost"))).value]).toEqual([
        by,
        row.key,
        row.lost.count,
      ]);
    }
  }
  const funnel = await office.ask(maria, readFunnel, { query: all });
  for (const row of funnel.rows) {
    expect((await counted(stageRecords(funnel, row.stage.id, "reached"))).value).toBe(row.reached.count);
    expect((await counted(stageRecords(funnel, row.stage.id, "standing"))).value).toBe(row.standing);
  }
});

test("a deal with two articles and two competitors is shared and met, not doubled", async () => {
  const ana = await office.colleague("Ana");
  const rows = await office.rows<{ id: string }>(`
    with made as (
      insert into products (name) values ('Chair'), ('Desk') returning id, name),
    rivals as (insert into parties (kind, name) values ('company', 'Rival one'), ('company', 'Rival two') returning id),
    deal as (
      insert into deals (name, pipeline_id, stage_id, amount, amount_currency, opened_on, closed_on, owner_id)
      values ('Furniture', '${office.pipeline}', '${office.stages["Lost"]}', 100, 'EUR', '2020-01-01', '2020-02-01', '${ana.userId}')
      returning id),
    lines as (
      insert into deal_products (deal_id, product_id, quantity, price, price_currency)
      select deal.id, made.id, 1, case made.name when 'Chair' then 10 else 20 end, 'EUR' from deal, made),
    met as (insert into deal_competitors (deal_id, party_id) select deal.id, rivals.id from deal, rivals)
    select id from deal`);
  expect(rows).toHaveLength(1);
  const scope = { owner: ana.userId as string, from: "2020-01-01", to: "2020-12-31" };
  const product = await outcomes("product", scope);
  // Both lost one: which stands first is by chance.
  expect(product.rows.map(({ title, lost }) => [title, lost.count, lost.amount]).sort()).toEqual([
    ["Chair", 1, "33.33"],
    ["Desk", 1, "66.67"],
  ]);
  const competitor = await outcomes("competitor", scope);
  expect(competitor.rows.map(({ title, lost }) => [title, lost.amount]).sort()).toEqual([
    ["Rival one", "100.00"],
    ["Rival two", "100.00"],
  ]);
  expect(competitor.total.lost).toEqual({ count: 1, amount: "100.00", elsewhere: 0 });
});

test("a report tells no more than its reader sees", async () => {
  const own = { ...everything, read: "own" as const };
  const ivan = await office.colleague("Ivan", { objects: { deal: own } });
  expect((await outcomes("owner", { from: "2020-01-01", to: "2020-12-31" }, ivan)).rows).toEqual([]);
  const blind = await office.colleague("Blind", {
    objects: { deal: { ...everything, fields: { amount: "hidden" } }, company: noGrant },
  });
  const report = await outcomes("competitor", { from: "2020-01-01", to: "2020-12-31" }, blind);
  expect(report.rows).toMatchObject([{ key: null, title: null, lost: { count: 1, amount: null } }]);
  const unseen = await office.colleague("Unseen", { objects: { product: own } });
  const products = await outcomes("product", { from: "2020-01-01", to: "2020-12-31" }, unseen);
  expect(products.rows).toMatchObject([{ key: null, title: null, lost: { count: 1, amount: "100.00" } }]);
  const nobody = await office.colleague("Nobody", { objects: { deal: noGrant } });
  await expect(outcomes("month", {}, nobody)).rejects.toThrow("not_found");
});
