import { beforeAll, describe, expect, test } from "vitest";
import { type Actor, createMany, totals } from "#records";
import { type Grant, mostGroups, type Total } from "#records/contract";
import { everything, type Office, openOffice } from "../../../test/office.ts";
import type { TotalsRequest } from "./totals.ts";

let office: Office;
let maria: Actor;
let petar: Actor;
let acme: string;

const deals = [
  ["A", "100", "EUR", "Acme", "2026-01-05"],
  ["B", "50", "EUR", "Acme", "2026-01-31"],
  ["C", "80", "USD", "Acme", "2026-03-01"],
  ["D", "0.10", "EUR", "Beta", "2026-01-07"],
  ["E", null, null, null, null],
] as const;

beforeAll(async () => {
  office = await openOffice();
  maria = await office.colleague("Maria");
  petar = await office.colleague("Petar", { objects: { deal: { ...everything, read: "own" } } });
  const companies = await office.as(maria, (work) =>
    createMany(work, "company", [
      { name: "Acme", industry: "software", address: { country: "BG" } },
      { name: "Beta", industry: "retail" },
    ]),
  );
  acme = companies[0] as string;
  const stage = { pipeline: office.pipeline, stage: Object.values(office.stages)[0] };
  await office.as(maria, (work) =>
    createMany(
      work,
      "deal",
      deals.map(([name, amount, currency, company, day]) => ({
        ...stage,
        name,
        amount: amount && { amount, currency },
        company: company && companies[company === "Acme" ? 0 : 1],
        expected_close_on: day,
      })),
    ),
  );
});

async function ask(request: TotalsRequest, actor = maria, object = "deal"): Promise<readonly Total[]> {
  const all = await office.as(actor, (work) => totals(work, object, request));
  return all.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

describe("totals", () => {
  test("count, sum, average and extremes stand side by side, money by currency", async () => {
    expect(await ask({ sum: "amount", avg: "amount", min: "amount", max: "amount" })).toEqual([
      {
        group: null,
        count: 5,
        sums: { amount: { EUR: "150.10", USD: "80" } },
        averages: { amount: { EUR: "50.033333", USD: "80" } },
        minima: { amount: { EUR: "0.10", USD: "80" } },
        maxima: { amount: { EUR: "100", USD: "80" } },
      },
    ]);
  });

  test("of days and instants the first and the last are told, of percents the average, of nothing a count", async () => {
    const [all] = await ask({
      min: "expected_close_on,created_at",
      max: "expected_close_on",
      avg: "probability",
    });
    expect(all).toMatchObject({
      sums: {},
      minima: { expected_close_on: "2026-01-05", created_at: expect.stringMatching(/^20\d\d-.*T.*Z$/) },
      maxima: { expected_close_on: "2026-03-01" },
      averages: { probability: expect.stringMatching(/^\d+$/) },
    });
    const nobody = { field: "name", op: "is", value: "nobody" } as const;
    for (const sum of ["amount", undefined]) expect(await ask({ filter: nobody, sum })).toEqual([]);
  });

  test("by two fields each total says the value and the title of both", async () => {
    const found = await ask({ group: "company,expected_close_on:month", sum: "amount" });
    expect(found).toContainEqual({
      group: acme,
      title: "Acme",
      groups: [{ value: acme, title: "Acme" }, { value: "2026-01-01" }],
      count: 2,
      sums: { amount: { EUR: "150" } },
    });
    expect(found).toContainEqual({
      group: null,
      groups: [{ value: null }, { value: null }],
      count: 1,
      sums: {},
    });
    expect(found).toHaveLength(4);
  });

  test("a path through a link groups by what stands behind it", async () => {
    const found = await ask({ group: "company.industry" });
    expect(found.map(({ group, count }) => [group, count])).toEqual([
      ["retail", 1],
      ["software", 3],
      [null, 1],
    ]);
    expect(await ask({ group: "company.owner" })).toMatchObject([
      { group: maria.userId, title: "Maria", count: 4 },
      { group: null, count: 1 },
    ]);
  });

  test("a yes-or-no groups as a filter names it", async () => {
    const made = [{ name: "Chair" }, { name: "Desk" }, { name: "Lamp", active: false }];
    await office.as(maria, (work) => createMany(work, "product", made));
    const found = await ask({ group: "active" }, maria, "product");
    expect(found.map(({ group, count }) => [group, count])).toEqual([
      ["false", 1],
      ["true", 2],
    ]);
  });

  test("speak only of records that the actor may read", async () => {
    expect(await ask({ sum: "amount", group: "company" }, petar)).toEqual([]);
    const blind: Grant = { ...everything, fields: { amount: "hidden", company: "hidden" } };
    const ivo = await office.colleague("Ivo", { objects: { deal: blind } });
    for (const request of [
      { sum: "amount" },
      { max: "amount" },
      { group: "company" },
      { group: "company.name" },
    ])
      await expect(ask(request, ivo)).rejects.toMatchObject({ code: "field_unknown" });
    const blindToCompanies = await office.colleague("Rada", {
      objects: { company: { ...everything, read: "none" } },
    });
    expect(await ask({ group: "company" }, blindToCompanies)).toEqual([{ group: null, count: 5, sums: {} }]);
    await expect(ask({ group: "company.industry" }, blindToCompanies)).rejects.toMatchObject({
      code: "field_unknown",
    });
  });

  test.each([
    { group: "name,stage,owner" },
    { group: "competitors" },
    { group: "competitors.name" },
    { group: "company.roles" },
    { group: "expected_close_on:century" },
    { group: "expected_close_on:month:month" },
    { group: "name:month" },
    { sum: "probability" },
    { sum: "name" },
    { avg: "expected_close_on" },
    { min: "company.revenue" },
    { max: "amount.currency" },
    { max: "constructor" },
  ])("what makes no sense is refused: %j", async (request) => {
    await expect(ask(request)).rejects.toMatchObject({ code: "field_unknown" });
  });

  test("of many groups in several currencies none is without its sums", async () => {
    const stage = { pipeline: office.pipeline, stage: Object.values(office.stages)[0] };
    const days = 0.6 * mostGroups;
    const day = (at: number) => new Date(Date.UTC(2030, 0, 1 + at)).toISOString().slice(0, 10);
    const inOne = (currency: string) =>
      Array.from({ length: days }, (_, at) => ({
        ...stage,
        name: `Deal ${at}`,
        amount: { amount: "10", currency },
        expected_close_on: day(at),
      }));
    await office.as(maria, (work) => createMany(work, "deal", [...inOne("EUR"), ...inOne("USD")]));
    const told = await ask({
      group: "expected_close_on:day",
      sum: "amount",
      filter: JSON.stringify({ field: "name", op: "starts_with", value: "Deal " }),
    });
    expect(told).toHaveLength(days);
    const both = { EUR: "10", USD: "10" };
    expect(told.map(({ sums }) => sums["amount"])).toEqual(told.map(() => both));
  });
});
