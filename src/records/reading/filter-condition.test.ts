import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Filter } from "#kernel/filter";
import { relativePeriods } from "#kernel/period";
import { type Actor, createMany, filterCondition, list, type Work } from "#records";
import { clause, groups, related } from "../../../test/any-filter.ts";
import { everything, type Office, openOffice } from "../../../test/office.ts";
import { type Asker, holds, type Plain } from "../../../test/plain-filter.ts";

const cities = ["Sofia", "София", "Madrid", "100%", "a_b", "back\\slash", "'; drop table parties; --"];
const roles = ["client", "lead", "partner"];
const industries = ["software", "retail"];
const steps = ["call", "'); delete from deals; --", "%", "🙂 \u202e", "$1", "?"];
const now = new Date("2026-03-18T22:30:00Z");
// On that evening it is the 19th in Auckland already, and a Thursday.
const timeZone = "Pacific/Auckland";

type Company = Plain & { readonly id: string } & Record<"deals" | "tasks" | "subsidiaries", Plain[]>;

let office: Office;
/** Sees everything; sees own deals alone; is somebody else. */
let wide: Actor;
let narrow: Actor;
const companies: Company[] = [];
const deals: Plain[] = [];

beforeAll(async () => {
  office = await openOffice();
  const other = await office.colleague("Other");
  const own = { deal: { ...everything, read: "own" as const } };
  narrow = { ...(await office.colleague("Narrow", { objects: own })), timeZone };
  const asking = await office.colleague("Wide");
  wide = { ...asking, timeZone, teamUserIds: [asking.userId ?? "", narrow.userId ?? ""] };
  const people = [wide, narrow, other].map(({ userId }) => ({ id: userId ?? "" }));
  await makeCompanies(people);
  await makeDeals(people);
  // Three questions deep the planner must know how small the tables are.
  await office.rows("analyze");
});

async function makeCompanies(people: readonly { id: string }[]): Promise<void> {
  for (const generation of [0, 1]) {
    const made = Array.from({ length: generation ? 36 : 12 }, (_, at) => ({
      name: `Company ${generation}.${at}`,
      industry: pick([...industries, null], at),
      employees: at % 7 === 0 ? null : (at * 13) % 50,
      roles: roles.filter((_role, bit) => (at >> bit) % 2 === 1),
      city: pick([...cities, null], at * 3),
      parent: generation && at % 3 === 0 ? (companies[at % 12] as Company) : null,
      owner: pick(people, at),
    }));
    const ids = await office.as(wide, (work) =>
      createMany(
        work,
        "company",
        made.map(({ city, parent, owner, ...values }) => ({
          ...values,
          address: city && { city },
          parent: parent?.id,
          owner: owner.id,
        })),
      ),
    );
    for (const [at, { city, ...values }] of made.entries()) {
      const lists = { deals: [], tasks: [], subsidiaries: [] };
      const company = {
        ...values,
        ...lists,
        id: ids[at] as string,
        roles: new Set(values.roles),
        address: { city },
      };
      companies.push(company);
      values.parent?.subsidiaries.push(company);
    }
  }
}

async function makeDeals(people: readonly { id: string }[]): Promise<void> {
  const made = Array.from({ length: 90 }, (_, at) => ({
    name: `Deal ${at}`,
    company: pick([...companies.slice(0, 20), null], at * 7),
    amount:
      at % 5 === 0 ? null : { amount: `${(at * 37) % 400}.5`, currency: pick(["EUR", "EUR", "USD"], at) },
    expected_close_on:
      at % 4 === 0 ? null : new Date(+now + (at - 45) * 86_400_000).toISOString().slice(0, 10),
    next_step: pick([...steps, null], at),
    competitors: companies.slice(at % 30, (at % 30) + (at % 3)),
    owner: pick(people, at),
    stage: pick(Object.values(office.stages), at),
  }));
  const ids = await office.as(wide, (work) =>
    createMany(
      work,
      "deal",
      made.map(({ company, competitors, owner, ...values }) => ({
        ...values,
        pipeline: office.pipeline,
        company: company?.id,
        competitors: competitors.map(({ id }) => id),
        owner: owner.id,
      })),
    ),
  );
  for (const [at, values] of made.entries()) {
    const deal = { ...values, id: ids[at] };
    deals.push(deal);
    values.company?.deals.push(deal);
  }
  const tasks = Array.from({ length: 60 }, (_, at) => ({
    subject: `Task ${at}`,
    priority: pick(["low", "normal", "high"], at),
    due_at: at % 6 === 0 ? null : new Date(+now + (at - 30) * 7 * 3_600_000 + 1).toISOString(),
    party: companies[(at * 5) % 25] as Company,
  }));
  await office.as(wide, (work) =>
    createMany(
      work,
      "task",
      tasks.map(({ party, ...values }) => ({ ...values, party: party.id })),
    ),
  );
  for (const task of tasks) task.party.tasks.push(task);
}

const day = fc
  .integer({ min: -60, max: 60 })
  .map((days) => new Date(+now + days * 86_400_000).toISOString().slice(0, 10));
const period = fc.record({ period: fc.constantFrom(...relativePeriods, { last: 7 }, { next: 30 }) });
const user = fc
  .constantFrom("wide", "narrow")
  .map((who) => (who === "wide" ? wide.userId : narrow.userId) ?? "");
const presence = ["empty", "not_empty"];
const numeric = ["eq", "ne", "gt", "gte", "lt", "lte"];

const ofCompany = fc.oneof(
  clause(
    "name",
    ["contains", "not_contains", "is", "starts_with"],
    fc.constantFrom("company 1", "Company 0.2", ".3", "%"),
  ),
  clause(
    "address.city",
    ["contains", "not_contains", "is", "is_not", "starts_with"],
    fc.constantFrom(...cities, "соф", "_"),
  ),
  clause("address.city", ["in", "not_in"], fc.subarray(cities)),
  clause("address.city", presence, fc.constant("")),
  clause("industry", ["is", "is_not", ...presence], fc.constantFrom(...industries, "none_such")),
  clause("employees", [...numeric, ...presence], fc.integer({ min: -5, max: 60 })),
  clause(
    "employees",
    ["between"],
    fc.record({ from: fc.nat(30), to: fc.nat(50) }, { requiredKeys: ["from"] }),
  ),
  clause("roles", ["has"], fc.constantFrom(...roles)),
  clause("roles", ["has_any", "has_none"], fc.subarray(roles)),
  clause("roles", presence, fc.constant("")),
  clause(
    "owner",
    ["is", "is_not"],
    fc.oneof(user, fc.constant({ me: true }), fc.constant({ my_team: true })),
  ),
  clause("parent.employees", ["gt", "empty", "ne"], fc.integer({ min: 0, max: 50 })),
  clause("parent.parent.name", presence, fc.constant("")),
  clause("parent.address.city", ["is", "is_not"], fc.constantFrom(...cities)),
);
const ofDeal = fc.oneof(
  clause("amount", [...numeric, ...presence], fc.constantFrom("37.5", "0.5", "200")),
  clause("amount.currency", ["is", "is_not", ...presence], fc.constantFrom("EUR", "USD")),
  clause("expected_close_on", ["is", "is_not", "before", "after", ...presence], day),
  clause("expected_close_on", ["between"], fc.record({ from: day, to: day }, { requiredKeys: ["to"] })),
  clause("expected_close_on", ["within"], period),
  clause(
    "next_step",
    ["contains", "is", "is_not", "starts_with", ...presence],
    fc.constantFrom(...steps, "delete"),
  ),
  clause("owner", ["in", "not_in"], fc.oneof(fc.tuple(user), fc.constant({ my_team: true }))),
  clause("company.address.city", ["is", "not_contains", ...presence], fc.constantFrom(...cities)),
  clause("competitors.employees", ["gt", "empty"], fc.nat(50)),
  clause("competitors", presence, fc.constant("")),
);
const ofTask = fc.oneof(
  clause("priority", ["is", "is_not"], fc.constantFrom("low", "high")),
  clause("due_at", ["before", "after", ...presence], day),
  clause("due_at", ["within"], period),
  clause("due_at", ["between"], fc.record({ from: day, to: day })),
  clause("party.name", ["contains"], fc.constantFrom("0.1", "company")),
);

type Trees = Readonly<Record<"company" | "deal" | "task", fc.Arbitrary<Filter>>>;

/** Filters in which questions about related records stand within each other so many times. */
function treesOf(nested: number): Trees {
  const inner = nested > 0 ? treesOf(nested - 1) : undefined;
  const lists = (...named: readonly [string, keyof Trees, string?][]) =>
    inner ? named.map(([list, of, number]) => related(list, inner[of], number)) : [];
  const grown = (plain: fc.Arbitrary<Filter>, more: readonly fc.Arbitrary<Filter>[]) =>
    fc.letrec<{ tree: Filter }>((tie) => ({ tree: groups(tie("tree"), plain, ...more) })).tree;
  return {
    company: grown(
      ofCompany,
      lists(
        ["deals", "deal", "amount"],
        ["tasks", "task"],
        ["parent.deals", "deal", "amount"],
        ["subsidiaries", "company", "employees"],
      ),
    ),
    deal: grown(
      ofDeal,
      lists(
        ["competitors", "company", "employees"],
        ["company.tasks", "task"],
        ["company.deals", "deal", "amount"],
        ["competitors.deals", "deal", "amount"],
      ),
    ),
    task: grown(ofTask, []),
  };
}

const filters = treesOf(2);

describe("a filter finds what a plain evaluation in memory finds", () => {
  it("of companies", async () => {
    await agree("company", filters.company, () => companies);
  });

  it("of deals, by who sees all of them and by who sees their own alone", async () => {
    await agree("deal", filters.deal, () => deals);
  });
});

async function agree(
  object: string,
  filter: fc.Arbitrary<Filter>,
  all: () => readonly Plain[],
): Promise<void> {
  const lists = new Map<Plain, Plain>();
  const ofNarrow = all()
    .map((record) => seenBy(narrow, record, lists))
    .filter((record) => record !== null);
  const found = { some: 0, all: 0 };
  const who = fc.constantFrom("wide", "narrow");
  await fc.assert(
    fc.asyncProperty(filter, who, async (asked, name) => {
      const actor = name === "wide" ? wide : narrow;
      const page = await office.runtime.read(actor, "api", (work) =>
        list({ ...work, now }, object, { filter: asked, fields: "name", limit: 200 }),
      );
      const asker: Asker = { ...actor, now, currency: "EUR" };
      const seen = actor === wide ? all() : ofNarrow;
      const expected = seen.filter((record) => holds(record, asked, asker)).map((record) => record["name"]);
      expect(page.data.map((record) => record["name"]).sort()).toEqual(expected.sort());
      found.all++;
      if (expected.length > 0 && expected.length < seen.length) found.some++;
    }),
    { numRuns: 300 },
  );
  // Filters that find all or nothing prove little.
  expect(found.some).toBeGreaterThan(found.all / 5);
}

/** The record as the actor sees it: deals of others are not there for who sees only their own. */
function seenBy(actor: Actor, record: Plain, lists: Map<Plain, Plain>): Plain | null {
  const isDeal = "stage" in record;
  if (isDeal && (record["owner"] as Plain)["id"] !== actor.userId) return null;
  const known = lists.get(record);
  if (known) return known;
  const seen: Record<string, unknown> = {};
  lists.set(record, seen);
  for (const [name, value] of Object.entries(record)) seen[name] = seenValue(actor, value, lists);
  return seen;
}

function seenValue(actor: Actor, value: unknown, lists: Map<Plain, Plain>): unknown {
  if (Array.isArray(value))
    return value.map((one: unknown) => seenValue(actor, one, lists)).filter((one) => one !== null);
  const isRecord = typeof value === "object" && value !== null && "name" in value;
  return isRecord ? seenBy(actor, value as Plain, lists) : value;
}

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}

describe("a filter as SQL", () => {
  it("has the same text whatever stands in its values: all of them are bound", async () => {
    const hostile = fc
      .oneof(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.constantFrom(...cities, ...steps, "' or '1'='1", "$1::text"),
      )
      .filter((text) => !text.includes("\0"));
    const compiled = (work: Work, filter: Filter) =>
      filterCondition({ work, object: work.catalogue.object("company"), alias: "t" }, filter).compile(
        work.db,
      );
    await office.as(narrow, async (work) => {
      fc.assert(
        fc.property(hostile, (value) => {
          const { sql, parameters } = compiled(work, withText(value));
          expect(sql).toBe(compiled(work, withText("x")).sql);
          expect(parameters.flat()).toContain(value);
        }),
      );
    });
  });

  it("knows no field, list or number that is not there for who asks", async () => {
    const refused: readonly [Filter, string][] = [
      [{ related: "deals.company", some: true }, "field_unknown"],
      [{ related: "stage", some: true }, "field_unknown"],
      [{ related: `${"parent.".repeat(6)}deals`, some: true }, "field_unknown"],
      [{ related: "deals", sum: { of: "name", op: "gt", value: 1 } }, "field_unknown"],
      [{ related: "deals", sum: { of: "probability", op: "gt", value: 1 } }, "field_unknown"],
      [{ related: "deals", max: { of: "expected_close_on", op: "gt", value: 1 } }, "field_unknown"],
      [{ related: "deals", sum: { of: "company.revenue", op: "gt", value: 1 } }, "field_unknown"],
      [
        { related: "subsidiaries", sum: { of: "employees", op: "gt", value: 1, currency: "EUR" } },
        "filter_invalid",
      ],
    ];
    for (const [filter, code] of refused)
      await expect(office.as(wide, (work) => list(work, "company", { filter }))).rejects.toMatchObject({
        code,
      });
    const none = { ...everything, read: "none" as const };
    const blind = await office.colleague("Blind", {
      objects: { deal: none, company: { ...everything, fields: { employees: "hidden" } } },
    });
    const hidden: readonly Filter[] = [
      { related: "deals", some: true },
      { related: "subsidiaries", sum: { of: "employees", op: "gt", value: 1 } },
      { related: "subsidiaries", some: { field: "employees", op: "gt", value: 1 } },
      { related: "tasks", some: { field: "deal.amount", op: "gt", value: 1 } },
    ];
    for (const filter of hidden)
      await expect(office.as(blind, (work) => list(work, "company", { filter }))).rejects.toMatchObject({
        code: "field_unknown",
      });
  });
});

function withText(value: string): Filter {
  const city: Filter = { field: "address.city", op: "contains", value };
  return {
    or: [
      { field: "name", op: "starts_with", value },
      { field: "industry", op: "in", value: [value, "b"] },
      { field: "roles", op: "has", value },
      { not: { field: "parent.legal_name", op: "is_not", value } },
      { related: "deals", some: { field: "name", op: "is", value } },
      { related: "parent.deals", count: { op: "gt", value: 1, where: { field: "number", op: "is", value } } },
      {
        related: "deals",
        sum: { of: "amount", op: "gt", value: "5", where: { field: "next_step", op: "is", value } },
      },
      { related: "deals", none: { related: "competitors", some: city } },
    ],
  };
}
