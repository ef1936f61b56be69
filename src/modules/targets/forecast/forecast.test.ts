import { beforeAll, expect, test } from "vitest";
import { dayIn } from "#kernel/period";
import { type Actor, archive, create, createMany, list, update } from "#records";
import { closeDeal } from "#sales/contract";
import { everything, type Office, openOffice } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";
import { periodAt } from "../contract/periods.ts";

let office: Office;
let boss: Actor;
/** Sellers in two teams of one department, which Lena leads. */
let lena: Actor;
let sellers: readonly Actor[];
let teams: readonly string[];

const quarter = { unit: "quarter", on: "2030-05-15" } as const;
const chance = (seed: number) => (((Math.sin(seed * 999) * 10_000) % 1) + 1) % 1;

beforeAll(async () => {
  office = await openOffice();
  boss = await office.colleague("Boss");
  const far = { objects: { deal: { ...everything, read: "team" as const } } };
  const led = await office.colleague("Lena", far);
  const alone = await Promise.all(
    ["Ana", "Boris", "Vera"].map((name) =>
      office.colleague(name, { objects: { deal: { ...everything, read: "own" as const } } }),
    ),
  );
  sellers = alone;
  lena = {
    ...led,
    teamUserIds: [led.userId as string, ...alone.slice(0, 2).map(({ userId }) => userId as string)],
  };
  await office.runtime.runAsSystem(async (work) => {
    const department = await create(work, "team", { name: "Sales" });
    const north = await create(work, "team", { name: "North", parent: department.id, manager: led.userId });
    const south = await create(work, "team", { name: "South", parent: department.id });
    teams = [department.id, north.id, south.id];
    await work.db
      .updateTable("users")
      .set({ team_id: north.id })
      .where(
        "id",
        "in",
        alone.slice(0, 2).map(({ userId }) => userId as string),
      )
      .execute();
    await work.db
      .updateTable("users")
      .set({ team_id: south.id })
      .where("id", "=", alone[2]?.userId as string)
      .execute();
    await createMany(
      work,
      "deal",
      deals().map((deal) => ({ ...deal })),
    );
  });
});

const stageNames = ["First contact", "Qualified", "Proposal", "Negotiation", "Won"];
interface Made {
  readonly name: string;
  readonly owner: string | null | undefined;
  readonly stage: string | undefined;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly closed_on?: string;
  readonly expected_close_on?: string;
  readonly forecast_category?: string;
}

function deals(): Made[] {
  return Array.from({ length: 60 }, (_, at) => {
    const stage = stageNames[Math.floor(chance(at) * 5)] ?? "";
    const day = `2030-0${4 + (at % 4)}-1${at % 9}`;
    return {
      name: `Deal ${at}`,
      owner: sellers[at % 3]?.userId,
      stage: office.stages[stage],
      amount: { amount: `${100 + at * 7}.5`, currency: at % 11 === 0 ? "USD" : "EUR" },
      opened_on: "2030-01-01",
      ...(stage === "Won" ? { closed_on: day } : { expected_close_on: day }),
      ...(at % 13 === 0 && stage !== "Won" ? { forecast_category: "omitted" } : {}),
    };
  });
}

/** The same, reckoned from the list of deals. */
function plainly(of: (owner: string) => boolean) {
  const figures: Record<string, { count: number; amount: number }> = {};
  let weighted = 0;
  const probability: Record<string, number> = {
    "First contact": 10,
    Qualified: 30,
    Proposal: 50,
    Negotiation: 75,
    Won: 100,
  };
  for (const [at, deal] of deals().entries()) {
    const day = deal.closed_on ?? deal.expected_close_on ?? "";
    const stage = stageNames[Math.floor(chance(at) * 5)] ?? "";
    if (!of(String(deal.owner)) || day < "2030-04-01" || day >= "2030-07-01") continue;
    const percent = probability[stage] ?? 0;
    const category =
      stage === "Won"
        ? "won"
        : (deal.forecast_category ?? (percent >= 75 ? "commit" : percent >= 50 ? "best_case" : "pipeline"));
    const amount = deal.amount.currency === "EUR" ? Number(deal.amount.amount) : 0;
    const one = (figures[category] ??= { count: 0, amount: 0 });
    one.count++;
    one.amount += amount;
    if (category !== "omitted") weighted += (amount * percent) / 100;
  }
  return { figures, weighted };
}

function sameAs(figures: contract.ForecastFigures, expected: ReturnType<typeof plainly>) {
  for (const kind of ["won", ...contract.categories] as const) {
    expect([kind, figures[kind].count]).toEqual([kind, expected.figures[kind]?.count ?? 0]);
    expect(Number(figures[kind].amount)).toBeCloseTo(expected.figures[kind]?.amount ?? 0, 2);
  }
  expect(Number(figures.weighted)).toBeCloseTo(expected.weighted, 1);
}

const ask = (actor: Actor, query: object = {}) =>
  office.ask(actor, contract.readForecast, { query: { ...quarter, ...query } });
const nodeOf = (answer: Awaited<ReturnType<typeof ask>>, id: string | null | undefined) =>
  answer.nodes.find(({ subject }) => subject.id === id) as contract.ForecastNode;

test("the forecast of a period is that of its deals, rolled up along the teams", async () => {
  const answer = await ask(boss);
  const [ana, boris, vera] = sellers.map(({ userId }) => userId as string);
  sameAs(
    nodeOf(answer, null).figures,
    plainly(() => true),
  );
  sameAs(
    nodeOf(answer, ana).figures,
    plainly((owner) => owner === ana),
  );
  sameAs(
    nodeOf(answer, teams[1]).figures,
    plainly((owner) => owner === ana || owner === boris),
  );
  sameAs(
    nodeOf(answer, teams[2]).figures,
    plainly((owner) => owner === vera),
  );
  sameAs(
    nodeOf(answer, teams[0]).figures,
    plainly(() => true),
  );
  expect(nodeOf(answer, null).figures.expected).toBeNull();
  for (const category of ["won", ...contract.categories] as const) {
    const { count } = await office.as(boss, (work) =>
      list(work, "deal", {
        filter: contract.forecastRecords(answer.period, category),
        count: true,
        limit: 1,
      }),
    );
    expect([category, count?.value]).toEqual([category, nodeOf(answer, null).figures[category].count]);
  }
});

test("who leads a team sees it and nobody else; a seller sees their own; hidden amounts hide sums", async () => {
  const seen = await ask(lena);
  const [ana, boris, vera] = sellers.map(({ userId }) => userId as string);
  expect(seen.nodes.map(({ subject }) => subject.id)).toEqual(expect.arrayContaining([teams[1], ana, boris]));
  expect(JSON.stringify(seen)).not.toContain(vera);
  sameAs(
    nodeOf(seen, null).figures,
    plainly((owner) => owner !== vera),
  );
  const own = await ask(sellers[2] as Actor);
  expect(own.nodes.filter(({ subject }) => subject.kind === "user").map(({ subject }) => subject.id)).toEqual(
    [vera],
  );
  const blind = await office.colleague("Blind", {
    objects: { deal: { ...everything, fields: { amount: "hidden" } } },
  });
  const { figures, called } = nodeOf(await ask(blind), null);
  expect([figures.commit.amount, figures.weighted, called]).toEqual([null, null, null]);
  expect(figures.commit.count).toBeGreaterThan(0);
});

test("each level submits and adjusts with a note, and what is called goes up; a seller speaks for nobody else", async () => {
  const [ana, boris, vera] = sellers as [Actor, Actor, Actor];
  const submit = (actor: Actor, body: object) =>
    office.ask(actor, contract.submitForecast, { body: { ...quarter, amount: "5000.25", ...body } });
  await submit(ana, { note: "Two are sure" });
  await expect(submit(ana, { user: boris.userId })).rejects.toThrow("link_not_found");
  await expect(submit(ana, { team: teams[1] })).rejects.toThrow("link_not_found");
  await expect(submit(lena, { team: teams[2] })).rejects.toThrow("link_not_found");
  await expect(submit(ana, { amount: "-1" })).rejects.toThrow("field_invalid");
  await submit(lena, { user: boris.userId, amount: "100" });
  const summed = await ask(lena);
  expect(nodeOf(summed, ana.userId)).toMatchObject({
    called: "5000.25",
    submitted: { note: "Two are sure", by: "Ana" },
  });
  expect(nodeOf(summed, teams[1]).called).toBe("5100.25");
  await submit(lena, { team: teams[1], amount: "4000", note: "Boris is new" });
  const answer = await ask(boss);
  const { won, commit } = nodeOf(answer, vera.userId).figures;
  expect(nodeOf(answer, teams[0]).called).toBe(
    (4000 + Number(won.amount) + Number(commit.amount)).toFixed(2),
  );
  const { data } = await office.ask(boss, contract.readSubmissions, { query: quarter });
  expect(data.map(({ amount, by }) => [amount, by])).toEqual([
    ["4000", "Lena"],
    ["100", "Lena"],
    ["5000.25", "Ana"],
  ]);
});

test("a snapshot keeps what was, and tells which deals came, went, changed, were won and lost since", async () => {
  const today = dayIn("Europe/Sofia", new Date());
  const month = { unit: "month", on: today } as const;
  const deal = (name: string, amount: string, stage = "Negotiation") => ({
    name,
    owner: sellers[0]?.userId,
    stage: office.stages[stage],
    expected_close_on: today,
    amount: { amount, currency: "EUR" },
  });
  const made = await office.runtime.runAsSystem((work) =>
    createMany(work, "deal", [
      deal("Stays", "10"),
      deal("Is won", "1000"),
      deal("Is lost", "500"),
      deal("Goes", "300"),
      deal("Grows", "700"),
      deal("Is removed", "20"),
    ]),
  );
  const [, won, lost, goes, grows, removed] = made as [string, string, string, string, string, string];
  const taken = await office.ask(lena, contract.takeSnapshot);
  await office.ask(boss, closeDeal, { params: { id: won }, body: { outcome: "won" } });
  await office.ask(boss, closeDeal, {
    params: { id: lost },
    body: { outcome: "lost", lost_reason: "price" },
  });
  await office.as(boss, async (work) => {
    await update(work, "deal", goes, { expected_close_on: "2040-01-01" });
    await update(work, "deal", grows, { amount: { amount: "900", currency: "EUR" } });
    await archive(work, "deal", [removed]);
    await create(work, "deal", deal("Is new", "50"));
  });
  const { before, figures } = nodeOf(
    await office.ask(boss, contract.readForecast, { query: { ...month, against: taken.id } }),
    null,
  );
  expect([before?.commit.count, before?.commit.amount]).toEqual([6, "2530.00"]);
  expect([figures.commit.amount, figures.won.amount]).toEqual(["960.00", "1000.00"]);

  const since = { query: { ...month, since: taken.id } };
  const told = await office.ask(boss, contract.readMovements, since);
  expect(
    told.data.map(({ movement, deal: { title }, before: then, after }) => [
      movement,
      title,
      then?.amount,
      after?.amount,
    ]),
  ).toEqual([
    ["lost", "Is lost", "500.00", undefined],
    ["went", "Goes", "300.00", undefined],
    ["changed", "Grows", "700.00", "900.00"],
    ["new", "Is new", undefined, "50.00"],
    ["removed", "Is removed", "20.00", undefined],
    ["won", "Is won", "1000.00", "1000.00"],
  ]);
  // What came and went is the difference of the two looks.
  const gained = told.totals.reduce((sum, { amount }) => sum + Number(amount), 0);
  expect(gained).toBe(960 + 1000 - 2530);
  const vera = sellers[2] as Actor;
  expect((await office.ask(vera, contract.readMovements, since)).data).toEqual([]);
  await expect(ask(boss, { against: boss.userId as string })).rejects.toThrow("not_found");
});

test("a snapshot holds also what is kept from who takes it, and tells nobody else of it", async () => {
  const [pipeline] = (await office.as(boss, (work) =>
    createMany(work, "pipeline", [{ name: "Of few" }]),
  )) as [string];
  const [stage] = await office.as(boss, (work) =>
    createMany(work, "stage", [{ name: "Begun", pipeline, probability: 80 }]),
  );
  const on = periodAt("month", dayIn("Europe/Sofia", new Date()), 2).from;
  await office.as(boss, (work) =>
    create(work, "deal", {
      name: "Kept",
      stage,
      expected_close_on: on,
      amount: { amount: "70", currency: "EUR" },
    }),
  );
  const apart: Actor = { ...boss, keptFrom: { pipeline: [pipeline], stage: [stage as string] } };
  const { id: against } = await office.ask(apart, contract.takeSnapshot);
  const amountFor = async (actor: Actor) =>
    nodeOf(await office.ask(actor, contract.readForecast, { query: { unit: "month", on, against } }), null)
      .before?.commit.amount;
  expect(await amountFor(boss)).toBe("70.00");
  expect(await amountFor(apart)).toBe("0.00");
});

test("the forecast by territory is that of the deals whose company, else person, lies there; each figure opens them", async () => {
  const on = periodAt("month", dayIn("Europe/Sofia", new Date()), 3).from;
  await office.as(boss, async (work) => {
    await createMany(work, "territory", [
      { name: "Balkans", condition: "address.country in (BG, RO)" },
      { name: "Bulgarian companies", condition: "kind is company and address.country is BG" },
    ]);
    const at = (country: string) => ({ address: { country } });
    const [bg, es] = await createMany(work, "company", [
      { name: "Balkan", ...at("BG") },
      { name: "Iberia", ...at("ES") },
    ]);
    const person = await create(work, "person", { name: { given: "Ioana", family: "Pop" }, ...at("RO") });
    const deal = (name: string, amount: string, of: object) => ({
      name,
      ...of,
      stage: office.stages["Negotiation"],
      expected_close_on: on,
      amount: { amount, currency: "EUR" },
    });
    await createMany(work, "deal", [
      deal("In Bulgaria", "100", { company: bg }),
      deal("Of a person", "20", { person: person.id }),
      deal("Where the company is", "3", { company: es, person: person.id }),
      deal("Of nobody", "0.5", {}),
    ]);
  });
  const query = { unit: "month", on } as const;
  const { rows, period } = await office.ask(boss, contract.readForecastTerritories, { query });
  expect(rows.map(({ territory, figures }) => [territory?.title, figures.commit.amount])).toEqual([
    ["Balkans", "120.00"],
    ["Bulgarian companies", "100.00"],
    [undefined, "3.50"],
  ]);
  for (const { filter, figures } of rows) {
    const records = contract.forecastRecords(period, "commit", filter);
    expect((await office.as(boss, (work) => list(work, "deal", { filter: records }))).data).toHaveLength(
      figures.commit.count,
    );
  }
  const territory = rows[0]?.territory?.id as string;
  const line = await office.ask(boss, contract.readForecastLine, { query: { ...query, territory } });
  expect(line.figures.commit.amount).toBe("120.00");
  const blind = await office.colleague("Blind", {
    objects: {
      deal: everything,
      territory: everything,
      company: { ...everything, fields: { address: "hidden" } },
    },
  });
  expect((await office.ask(blind, contract.readForecastTerritories, { query })).rows).toEqual([]);
  await expect(
    office.ask(blind, contract.readForecastLine, { query: { ...query, territory } }),
  ).rejects.toThrow("link_not_found");
});

test("a deal's own chance is learnt from how such deals went, with its error on periods held back", async () => {
  expect(await office.ask(boss, contract.readChances)).toMatchObject({ state: "unknown" });
  await office.ask(boss, contract.learnChances);
  expect(await office.ask(boss, contract.readChances)).toMatchObject({
    state: "not_enough",
    evidence: { folds: [] },
  });
  await bringPast();
  const { state, evidence } = await office.ask(boss, contract.learnChances);
  expect([state, evidence?.usesAmounts, evidence?.folds.length]).toEqual(["known", true, 3]);
  for (const fold of evidence?.folds ?? []) {
    expect(fold.brier).toBeLessThan(fold.plainBrier);
    expect(Math.abs((fold.predicted ?? 0) - (fold.amount ?? 0))).toBeLessThan(
      Math.abs((fold.plainPredicted ?? 0) - (fold.amount ?? 0)),
    );
  }
  for (const { deals: many, foretold, won } of evidence?.calibration ?? [])
    if (many > 100) expect(Math.abs(foretold - won)).toBeLessThan(0.12);
  // Ana wins nearly all, Boris hardly any: so go their next ones, and the whole forecast.
  const [ana, boris] = await Promise.all([0, 1].map((seller) => openDealOf(seller)));
  expect(ana?.own).toBeGreaterThan(0.7);
  expect(boris?.own).toBeLessThan(0.4);
  expect(ana?.parts.map(({ part }) => part)).toEqual(["stage", "seller", "amount"]);
  const deal = { ...everything, fields: { amount: "hidden" as const } };
  const unpaid = { ...boss, rights: { ...boss.rights, objects: { ...boss.rights.objects, deal } } };
  expect((await openDealOf(0, unpaid)).parts.map(({ part }) => part)).toEqual(["stage", "seller"]);
  const { figures } = nodeOf(await ask(boss), null);
  expect(Number(figures.expected)).toBeGreaterThan(0);
});

async function openDealOf(seller: number, reader = boss) {
  const deal = await office.runtime.runAsSystem((work) =>
    create(work, "deal", {
      name: "Next",
      owner: sellers[seller]?.userId,
      stage: office.stages["Proposal"],
      amount: { amount: "500", currency: "EUR" },
    }),
  );
  return office.ask(reader, contract.readDealChance, { params: { id: deal.id } });
}

/** Three years of deals that came through their stages; Ana won nine in ten, Boris one in ten, Vera as few. */
async function bringPast(): Promise<void> {
  const wins = [0.9, 0.1, 0.1];
  const rows = Array.from({ length: 1800 }, (_, at) => {
    const begun = 30 + Math.floor((at / 1800) * 1100);
    return {
      name: `Past ${at}`,
      owner: sellers[at % 3]?.userId,
      won: chance(at + 0.5) < (wins[at % 3] ?? 0),
      begun,
      days: 20 + Math.floor(chance(at + 0.25) * 60),
      amount: 100 + Math.floor(chance(at + 0.75) * 900),
    };
  });
  await office.rows(`
    with given as (select * from jsonb_to_recordset('${JSON.stringify(rows)}') as g (name text, owner uuid, won boolean, begun int, days int, amount numeric)),
    made as (
      insert into deals (name, owner_id, pipeline_id, stage_id, probability, amount, amount_currency, opened_on, closed_on)
      select name, owner, '${office.pipeline}', case when won then '${office.stages["Won"]}'::uuid else '${office.stages["Lost"]}'::uuid end, case when won then 100 else 0 end,
        amount, 'EUR', current_date - 1200 + begun, current_date - 1200 + begun + days
      from given returning id, opened_on, closed_on)
    insert into stage_changes (deal_id, stage_id, entered_at, left_at)
    select id, '${office.stages["Proposal"]}'::uuid, opened_on, closed_on from made`);
  await office.rows("analyze");
}
