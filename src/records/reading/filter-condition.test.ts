import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { Filter } from "#kernel/filter";
import { testDatabase } from "../../../test/harness.ts";
import { companyObject, partyObject, personObject } from "../../modules/customers/contract/objects.ts";
import { teamObject, userObject } from "../../modules/platform/contract/objects.ts";
import { createRuntime, system } from "../../server/runtime.ts";
import { buildCatalogue, createMany, list, type Runtime } from "../index.ts";

interface Company {
  readonly name: string;
  readonly industry: string | null;
  readonly employees: number | null;
  readonly roles: readonly string[];
  readonly city: string | null;
  readonly parent: string | null;
}

const cities = ["Sofia", "София", "Madrid", "100%", "a_b", "back\\slash", "'; drop table parties; --"];
const roles = ["client", "lead", "partner"];
const industries = ["software", "retail"];

const companies: readonly Company[] = Array.from({ length: 60 }, (_, index) => ({
  name: `Company ${index}`,
  industry: pick([...industries, null], index),
  employees: index % 7 === 0 ? null : (index * 13) % 50,
  roles: roles.filter((_role, bit) => (index >> bit) % 2 === 1),
  city: pick([...cities, null], index * 3),
  parent: index > 10 && index % 3 === 0 ? `Company ${index % 10}` : null,
}));

let runtime: Runtime;

beforeAll(async () => {
  const { database } = await testDatabase();
  const catalogue = buildCatalogue([companyObject, personObject, partyObject, userObject, teamObject]);
  const settings = { port: 0, host: "", dataFolder: "", baseUrl: "", mailFrom: "", secret: Buffer.alloc(32) };
  runtime = createRuntime({ database, catalogue, settings });
  await runtime.run(system, "system", async (work) => {
    const ids = await createMany(
      work,
      "company",
      companies.slice(0, 11).map((company) => values(company)),
    );
    await createMany(
      work,
      "company",
      companies.slice(11).map((company) => values(company, ids)),
    );
  });
});

function values(company: Company, ids: readonly string[] = []): Record<string, unknown> {
  const { city, parent, ...own } = company;
  const parentId = parent ? ids[Number(parent.split(" ")[1])] : null;
  return { ...own, address: city ? { city } : null, parent: parentId };
}

const leaf = fc.oneof(
  clause(
    "name",
    ["contains", "not_contains", "is", "is_not", "starts_with"],
    fc.constantFrom("company 1", "Company 12", "y 3", "", "%"),
  ),
  clause(
    "address.city",
    ["contains", "not_contains", "is", "is_not", "starts_with", "empty", "not_empty"],
    fc.constantFrom(...cities, "SOFIA", "соф", "%", "_"),
  ),
  clause("address.city", ["in", "not_in"], fc.subarray(cities)),
  clause("industry", ["is", "is_not", "empty", "not_empty"], fc.constantFrom(...industries, "none_such")),
  clause(
    "employees",
    ["eq", "ne", "gt", "gte", "lt", "lte", "empty", "not_empty"],
    fc.integer({ min: -5, max: 60 }),
  ),
  clause(
    "employees",
    ["between"],
    fc.record({ from: fc.integer({ min: 0, max: 20 }), to: fc.integer({ min: 10, max: 50 }) }),
  ),
  clause("roles", ["has"], fc.constantFrom(...roles)),
  clause("roles", ["has_any", "has_none"], fc.subarray(roles)),
  clause("roles", ["empty", "not_empty"], fc.constant("")),
  clause("parent.employees", ["gt", "empty", "ne"], fc.integer({ min: 0, max: 50 })),
  clause("parent.address.city", ["is", "is_not"], fc.constantFrom(...cities)),
);

const anyFilter = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ and: fc.array(tie("tree"), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie("tree"), { maxLength: 3 }) }),
    fc.record({ not: tie("tree") }),
  ),
})).tree;

it("finds what a plain evaluation in memory finds, whatever the filter", async () => {
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      const page = await runtime.read(system, "api", (work) =>
        list(work, "company", { filter, fields: "name", limit: 200 }),
      );
      const expected = companies.filter((company) => holds(company, filter)).map((company) => company.name);
      expect(page.data.map((record) => record.name).sort()).toEqual(expected.sort());
    }),
    { numRuns: 300 },
  );
});

function clause(field: string, ops: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Filter> {
  return fc.record({ field: fc.constant(field), op: fc.constantFrom(...ops), value }) as fc.Arbitrary<Filter>;
}

function holds(company: Company, filter: Filter): boolean {
  if ("and" in filter) return filter.and.every((part) => holds(company, part));
  if ("or" in filter) return filter.or.some((part) => holds(company, part));
  if ("not" in filter) return !holds(company, filter.not);
  if ("related" in filter) throw new Error("not generated");
  return compare(valueAt(company, filter.field), filter.op, filter.value);
}

function valueAt(company: Company, path: string): unknown {
  if (path.startsWith("parent.")) {
    const parent = companies.find((one) => one.name === company.parent);
    return parent ? valueAt(parent, path.slice("parent.".length)) : null;
  }
  return path === "address.city" ? company.city : company[path as keyof Company];
}

function compare(actual: unknown, op: string, wanted: unknown): boolean {
  const opposite = {
    is_not: "is",
    not_in: "in",
    not_contains: "contains",
    ne: "eq",
    has_none: "has_any",
    empty: "not_empty",
  }[op];
  if (opposite) return !compare(actual, opposite, wanted);
  if (Array.isArray(actual)) {
    if (op === "not_empty") return actual.length > 0;
    return op === "has"
      ? actual.includes(wanted)
      : actual.some((one) => (wanted as string[]).includes(one as string));
  }
  if (actual === null) return false;
  if (op === "not_empty") return true;
  if (typeof actual === "number") return compareNumber(actual, op, wanted);
  const [text, asked] = [
    String(actual).toLowerCase(),
    Array.isArray(wanted) ? "" : String(wanted).toLowerCase(),
  ];
  if (op === "in") return (wanted as string[]).some((one) => one.toLowerCase() === text);
  if (op === "is") return text === asked;
  return op === "contains" ? text.includes(asked) : text.startsWith(asked);
}

function compareNumber(actual: number, op: string, wanted: unknown): boolean {
  if (op === "between") {
    const { from, to } = wanted as { from: number; to: number };
    return actual >= from && actual <= to;
  }
  const other = wanted as number;
  return (
    {
      eq: actual === other,
      gt: actual > other,
      gte: actual >= other,
      lt: actual < other,
      lte: actual <= other,
    }[op] ?? false
  );
}

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}
