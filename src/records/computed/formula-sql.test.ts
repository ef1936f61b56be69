import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { checkFormulaText } from "#kernel/formula/checking";
import { evaluateFormula, type FormulaValue } from "#kernel/formula/evaluating";
import { formulaLimits, type FormulaType } from "#kernel/formula/syntax";
import { testDatabase } from "../../../test/harness.ts";
import type { Database } from "../work.ts";
import { formulaSql } from "./formula-sql.ts";

let database: Database;

beforeAll(async () => {
  ({ database } = await testDatabase());
});

const clock = { now: new Date("2026-03-28T22:30:00Z"), timeZone: "Europe/Sofia" };

type Row = Readonly<Record<string, FormulaValue>>;

const columns: Readonly<Record<string, FormulaType>> = {
  amount: "number",
  rate: "number",
  name: "text",
  note: "text",
  done: "boolean",
  start: "date",
  finish: "date",
  at: "date_time",
  later: "date_time",
};

const anyNumber = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map(String),
  fc.constantFrom(
    "0",
    "0.5",
    "-2.5",
    "0.0000000001",
    "-999999999999999.999999",
    "0.333333",
    "1e29".replace("e29", "0".repeat(29)),
  ),
  fc.tuple(fc.integer(), fc.nat({ max: 999_999 })).map(([whole, part]) => `${whole}.${part}`),
);
const anyText = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "12",
    " -3.50 ",
    "2026-02-28",
    "2026-02-30",
    "Иван",
    "Щука",
    "naïve",
    "😀a",
    '"',
    "%_\\",
    "\u00a0x\t",
    "1e5",
    "٣",
  ),
  fc.string({ unit: fc.constantFrom("a", "B", "ж", "Я", "é", " ", "😀", "7", "-", "."), maxLength: 12 }),
);
const anyDay = fc.oneof(
  fc.constantFrom("0001-01-01", "9999-12-31", "2024-02-29", "2023-01-31", "1900-03-01"),
  fc
    .date({ min: new Date("1990-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
);
const anyMoment = fc
  .date({ min: new Date("1980-01-01"), max: new Date("2037-01-01"), noInvalidDate: true })
  .map((moment) => moment.toISOString());

function orNull<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { nil: null, freq: 4 });
}

const anyRow: fc.Arbitrary<Row> = fc.record({
  amount: orNull(anyNumber),
  rate: orNull(anyNumber),
  name: orNull(anyText),
  note: orNull(anyText),
  done: orNull(fc.boolean()),
  start: orNull(anyDay),
  finish: orNull(anyDay),
  at: orNull(anyMoment),
  later: orNull(anyMoment),
});

const nested = { maxDepth: 4, depthIdentifier: "formula", withCrossShrink: true } as const;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Formulas as somebody writes them, by what they give. */
const formulas = fc.letrec<Record<FormulaType, string>>((tie) => {
  const call = (name: string, ...given: fc.Arbitrary<string>[]) =>
    fc.tuple(...given).map((all) => `${name}(${all.join(", ")})`);
  const between = (signs: readonly string[], left: fc.Arbitrary<string>, right = left) =>
    fc.tuple(left, fc.constantFrom(...signs), right).map(([a, sign, b]) => `(${a} ${sign} ${b})`);
  const number = tie("number");
  const text = tie("text");
  const boolean = tie("boolean");
  const date = tie("date");
  const moment = tie("date_time");
  const day = fc.oneof(date, moment);
  const anything = fc.oneof(number, text, boolean, date, moment);
  const chosen = (of: fc.Arbitrary<string>) => [
    call("if", boolean, of, of),
    call("if", boolean, of),
    call("coalesce", of, of, of),
    call("switch", text, text, of, text, of),
    call("switch", number, number, of, of),
    call("if", boolean, of, fc.constant("null")),
  ];
  const compared = ["=", "<>", "!=", "<", "<=", ">", ">="];
  return {
    number: fc.oneof(
      nested,
      fc.constantFrom("amount", "rate"),
      anyNumber.map((value) => (value.startsWith("-") ? `(${value})` : value)),
      between(["+", "-", "*", "/", "%"], number),
      number.map((value) => `-(${value})`),
      call("round", number),
      call("round", number, number),
      call("floor", number),
      call("ceil", number),
      call("abs", number),
      call("min", number, number, number),
      call("max", number, number),
      call("length", text),
      call("number", text),
      call("year", day),
      call("month", day),
      call("day", day),
      call("weekday", day),
      call("days_between", day, day),
      ...chosen(number),
    ),
    text: fc.oneof(
      nested,
      fc.constantFrom("name", "note"),
      anyText.map(quoted),
      between(["&"], anything),
      call("concat", anything, anything, anything),
      call("upper", text),
      call("lower", text),
      call("trim", text),
      call("left", text, number),
      call("right", text, number),
      call("text", anything),
      ...chosen(text),
    ),
    boolean: fc.oneof(
      nested,
      fc.constantFrom("done", "true", "false"),
      between(compared, number),
      between(compared, date),
      between(compared, moment),
      between(["=", "<>"], text),
      between(["=", "<>"], boolean),
      between(["and", "or"], boolean),
      boolean.map((value) => `(not ${value})`),
      call("contains", text, text),
      call("is_empty", anything),
      ...chosen(boolean),
    ),
    date: fc.oneof(
      nested,
      fc.constantFrom("start", "finish", "today()"),
      call("date", number, number, number),
      call("date", text),
      call("date", moment),
      call("add_days", day, number),
      call("add_months", day, number),
      call("min", date, date),
      call("max", date, date, date),
      ...chosen(date),
    ),
    date_time: fc.oneof(
      nested,
      fc.constantFrom("at", "later", "now()"),
      call("min", moment, moment),
      call("max", moment, moment),
      ...chosen(moment),
    ),
  };
});

const anyFormula = fc.oneof(
  formulas.number,
  formulas.text,
  formulas.boolean,
  formulas.date,
  formulas.date_time,
);

it("the database gives what the evaluator in memory gives, whatever the formula and the record", async () => {
  await fc.assert(
    fc.asyncProperty(anyFormula, fc.array(anyRow, { minLength: 1, maxLength: 6 }), async (text, rows) => {
      fc.pre(text.length <= formulaLimits.length);
      const formula = checkFormulaText(text, (path) => columns[path]);
      const expected = rows.map((row) =>
        evaluateFormula(formula, { ...clock, valueOf: (path) => row[path] ?? null }),
      );
      expect(await inDatabase(formula, rows)).toEqual(expected);
    }),
    { numRuns: 1500 },
  );
});

async function inDatabase(
  formula: ReturnType<typeof checkFormulaText>,
  rows: readonly Row[],
): Promise<unknown[]> {
  const valueOf = (path: string) =>
    columns[path] === "number" ? sql`formula_number(${sql.ref(path)})` : sql`${sql.ref(path)}`;
  const found = await sql<{ value: unknown }>`select ${formulaSql(formula, { ...clock, valueOf })} as value
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(amount numeric, rate numeric, name text, note text,
      done boolean, start date, finish date, at timestamptz, later timestamptz)`.execute(database);
  return found.rows.map(({ value }) => (value instanceof Date ? value.toISOString() : value));
}
