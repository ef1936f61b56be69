import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workOf } from "../../test/own-time.ts";
import { AppError } from "./error.ts";
import { comparisons, type Filter, operators, parseFilter, takesValue } from "./filter.ts";
import { parseFilterText, printFilter } from "./filter-text.ts";
import { relativePeriods } from "./period.ts";

const said: readonly (readonly [string, Filter])[] = [
  ["stage.kind is open", { field: "stage.kind", op: "is", value: "open" }],
  [
    "amount > 5000 and company.address.country in (BG, RO)",
    {
      and: [
        { field: "amount", op: "gt", value: "5000" },
        { field: "company.address.country", op: "in", value: ["BG", "RO"] },
      ],
    },
  ],
  [
    "not (owner is me or owner in my_team) and done is false",
    {
      and: [
        {
          not: {
            or: [
              { field: "owner", op: "is", value: { me: true } },
              { field: "owner", op: "in", value: { my_team: true } },
            ],
          },
        },
        { field: "done", op: "is", value: false },
      ],
    },
  ],
  ["name is not empty", { field: "name", op: "not_empty" }],
  ['name contains "Acme Ltd"', { field: "name", op: "contains", value: "Acme Ltd" }],
  ["address.city starts with Соф", { field: "address.city", op: "starts_with", value: "Соф" }],
  ["roles has any (client, lead)", { field: "roles", op: "has_any", value: ["client", "lead"] }],
  ["closed_on within last 30 days", { field: "closed_on", op: "within", value: { period: { last: 30 } } }],
  ["closed_on within this_month", { field: "closed_on", op: "within", value: { period: "this_month" } }],
  [
    "employees between 5..20 and founded between ..1990",
    {
      and: [
        { field: "employees", op: "between", value: { from: "5", to: "20" } },
        { field: "founded", op: "between", value: { to: "1990" } },
      ],
    },
  ],
  ["created_at after 2026-01-31", { field: "created_at", op: "after", value: "2026-01-31" }],
  ["tasks.some(done is false)", { related: "tasks", some: { field: "done", op: "is", value: false } }],
  ["company.deals.none()", { related: "company.deals", none: true }],
  [
    "deals.count(stage.kind is won) >= 2",
    {
      related: "deals",
      count: { op: "gte", value: 2, where: { field: "stage.kind", op: "is", value: "won" } },
    },
  ],
  [
    "deals.sum(amount where stage.kind is won) > 10000 EUR",
    {
      related: "deals",
      sum: {
        of: "amount",
        op: "gt",
        value: "10000",
        currency: "EUR",
        where: { field: "stage.kind", op: "is", value: "won" },
      },
    },
  ],
  ["everything", { and: [] }],
  ["nothing", { or: [] }],
];

describe("a filter as text", () => {
  test.each(said)("%s", (text, filter) => {
    expect(parseFilterText(text)).toEqual(filter);
    expect(printFilter(filter)).toBe(text);
  });

  test("and binds before or, words may be large, spaces do not matter", () => {
    expect(parseFilterText(" a IS x  OR b is y And c is z ")).toEqual({
      or: [
        { field: "a", op: "is", value: "x" },
        { and: ["b", "c"].map((field, at) => ({ field, op: "is", value: "yz"[at] })) },
      ],
    });
  });

  test("what begins with a brace is JSON, as programs write it", () => {
    const filter = { field: "name", op: "is", value: "x" };
    expect(parseFilterText(` ${JSON.stringify(filter)}`)).toEqual(filter);
    expect(() => parseFilterText('{"field": "name", "op":')).toThrow(AppError);
  });

  test("a word of the language is quoted where it is a value or a field", () => {
    const filter: Filter = { field: "not", op: "is", value: "me" };
    expect(printFilter(filter)).toBe('"not" is "me"');
    expect(parseFilterText(printFilter(filter))).toEqual(filter);
  });
});

// The generator says all that the shape allows, sense or no sense.
const anyText = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "me",
    "NOT",
    "empty",
    "and",
    "a.b",
    "a..b",
    "..",
    "-5",
    "1e21",
    '"',
    "\\",
    "\ud800",
    "BG",
    "5 EUR",
  ),
);
const scalar = fc.oneof(anyText, fc.double({ noNaN: true, noDefaultInfinity: true }));
const value = fc.oneof(
  scalar,
  fc.boolean(),
  fc.array(scalar, { maxLength: 4 }),
  fc.constant({ me: true }),
  fc.constant({ my_team: true }),
  fc.record({ period: fc.constantFrom(...relativePeriods, { last: 30 }, { next: 1 }) }),
  fc.record({ from: scalar, to: scalar }, { requiredKeys: [] }),
);
const path = fc.oneof(
  fc.constantFrom("stage", "company.address.country", "x_field", "and", "everything", "some.count", "a.some"),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const decimal = fc.oneof(fc.integer(), fc.constantFrom("0.10", "-5", "123456789012345678901234567890"));

const anyFilter = fc.letrec<{ tree: Filter }>((tie) => {
  const where = fc.option(tie("tree"), { nil: undefined });
  const op = fc.constantFrom(...comparisons);
  const number = fc
    .record({ of: path, op, value: decimal, currency: fc.constantFrom(undefined, "EUR"), where })
    .map(withoutUndefined);
  const condition = fc.oneof(fc.constant(true as const), tie("tree"));
  const question = fc.oneof(
    fc.record({ some: condition }),
    fc.record({ none: condition }),
    fc.record({ count: fc.record({ op, value: fc.nat(), where }).map(withoutUndefined) }),
    ...["sum", "avg", "min", "max"].map((how) => number.map((asked) => ({ [how]: asked }))),
  );
  return {
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({ field: path, op: fc.constantFrom(...operators), value }),
      fc.record({ and: fc.array(tie("tree"), { maxLength: 3 }) }),
      fc.record({ or: fc.array(tie("tree"), { maxLength: 3 }) }),
      fc.record({ not: tie("tree") }),
      fc.tuple(path, question).map(([related, one]) => ({ related, ...one })),
    ) as fc.Arbitrary<Filter>,
  };
}).tree;

function withoutUndefined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)) as Partial<T>;
}

/** The same filter in its plainest words: numbers as text, no group of one, no value where none is compared. */
function plain(filter: Filter): unknown {
  return JSON.parse(JSON.stringify(filter), (key, found: unknown) => {
    if (Array.isArray(found) && key === "value") return found.map(String);
    if (typeof found === "number" && ["value", "from", "to"].includes(key)) return String(found);
    if (typeof found !== "object" || found === null) return found;
    if ("op" in found && "field" in found && !takesValue(found.op as (typeof operators)[number]))
      return { field: found.field, op: found.op };
    for (const join of ["and", "or"] as const) {
      const parts = (found as Record<string, unknown>)[join];
      if (Array.isArray(parts) && parts.length === 1) return parts[0];
    }
    return found;
  });
}

test("every filter that is printed reads back as what it means", () => {
  let looked = 0;
  fc.assert(
    fc.property(anyFilter, (filter) => {
      let checked: Filter;
      try {
        checked = parseFilter(JSON.parse(JSON.stringify(filter)));
      } catch {
        return;
      }
      looked++;
      expect(plain(parseFilterText(printFilter(checked)))).toEqual(plain(checked));
    }),
    { numRuns: 5000 },
  );
  expect(looked).toBeGreaterThan(3500);
});

describe("a text that is no filter", () => {
  test.each([
    ["", 1, "condition"],
    ["   ", 4, "condition"],
    ["stage", 6, "operator"],
    ["stage is", 9, "value"],
    ["stage is open and", 18, "condition"],
    ["stage is open amount > 5", 15, "joining"],
    ["name is Acme Ltd", 14, "joining"],
    ["(stage is open", 15, "closing"],
    ["stage is open)", 14, "joining"],
    ["stage in (a, b", 15, "closing"],
    ["stage in (a b)", 13, "closing"],
    ['name is "Acme', 9, "quote"],
    ["name is $x", 9, "character"],
    ["name ~ x", 6, "character"],
    ["amount over 5", 8, "operator"],
    ["tasks.every(done is false)", 12, "operator"],
    ["deals.count() > many", 17, "number"],
    ["deals.sum(amount) > 5 euro", 23, "joining"],
    ["closed_on within this_century", 18, "period"],
    ["closed_on within last 30", 25, "period"],
    ["null", 5, "operator"],
    ["[]", 1, "character"],
  ])("%s: says where and what is missing", (text, at, expected) => {
    const problem = problemOf(text);
    expect(problem).toMatchObject({ code: "filter_unreadable", details: { params: { at, expected } } });
  });

  test.each([
    ["a hundred brackets", `${"(".repeat(100)}stage is open${")".repeat(100)}`],
    ["a hundred thousand brackets", "(".repeat(100_000)],
    ["a hundred thousand nots", "not ".repeat(24_000)],
    ["questions within questions", `${"tasks.some(".repeat(100)}a is b${")".repeat(100)}`],
    ["questions about related records of related records of …", "a.some(b.some(c.some(d.some())))"],
    ["ten thousand conditions", Array(10_000).fill("a is b").join(" or ")],
    ["more conditions than are allowed", Array(201).fill("a is b").join(" and ")],
    ["a hundred thousand values", `a in (${Array(40_000).fill("b").join(",")})`],
    ["too many conditions as JSON", JSON.stringify({ or: Array(10_000).fill({ field: "a", op: "empty" }) })],
    ["too deep as JSON", `${'{"not":'.repeat(100)}{"field":"a","op":"empty"}${"}".repeat(100)}`],
  ])("%s are too large, and quickly so", (_what, text) => {
    const work = workOf(() => expect(problemOf(text)).toMatchObject({ code: "filter_too_large" }));
    expect(work).toBeLessThan(500);
  });

  test("whatever it is, the answer is a filter or a problem that is known", () => {
    const pieces = fc.constantFrom(
      "a",
      "a.b",
      "is",
      "not",
      "in",
      "(",
      ")",
      ",",
      "..",
      '"',
      "and",
      "or",
      ">",
      "5",
    );
    const words = fc.constantFrom(
      "a.some(",
      "a.sum(",
      "where",
      "within",
      "last",
      "days",
      "me",
      "EUR",
      "between",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(fc.oneof(pieces, words), { maxLength: 25 }).map((some) => some.join(" ")),
    );
    fc.assert(
      fc.property(text, (some) => {
        const problem = problemOf(some);
        if (problem !== undefined) expect(problem).toBeInstanceOf(AppError);
      }),
      { numRuns: 5000 },
    );
  });
});

function problemOf(text: string): unknown {
  try {
    parseFilterText(text);
    return undefined;
  } catch (problem) {
    return problem;
  }
}
