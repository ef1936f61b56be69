import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import type { AppError } from "../error.ts";
import { locales } from "../locale.ts";
import { checkFormulaText } from "./checking.ts";
import { evaluateFormula, type FormulaValue } from "./evaluating.ts";
import { formulaFunctions } from "./functions.ts";
import { formulaTypes, type FormulaType } from "./syntax.ts";

const fields: Readonly<Record<string, readonly [FormulaType | "unusable", FormulaValue]>> = {
  amount: ["number", "1250.50"],
  nothing: ["number", null],
  "company.name": ["text", "Витоша"],
  due: ["date", "2026-03-31"],
  made: ["date_time", "2026-03-28T22:30:00Z"],
  done: ["boolean", false],
  tags: ["unusable", null],
};

function reckon(text: string): FormulaValue {
  const formula = checkFormulaText(text, (path) => fields[path]?.[0]);
  return evaluateFormula(formula, {
    valueOf: (path) => fields[path]?.[1] ?? null,
    now: new Date("2026-03-28T22:30:00Z"),
    timeZone: "Europe/Sofia",
  });
}

function refused(text: string): Pick<AppError, "code"> & { params: unknown; at: unknown } {
  try {
    reckon(text);
  } catch (error) {
    const { code, details } = error as AppError;
    return { code, params: details.params, at: details.extra?.at };
  }
  throw new Error(`was not refused: ${text}`);
}

test.each([
  ["1 + 2 * 3", "7"],
  ["(1 + 2) * 3", "9"],
  ["-2 * -3", "6"],
  ["7 % 3 - 0.5", "0.5"],
  ["0.1 + 0.2", "0.3"],
  ["2 / 3", "0.6666666667"],
  ["amount / 0", null],
  ["amount + nothing", null],
  ["coalesce(nothing, 3) + 1", "4"],
  ["10000000000 * 10000000000 * 10000000000", null],
  ['"a" & 1.50 & true & due', "a1.5true2026-03-31"],
  ['"say ""hello"""', 'say "hello"'],
  ["not done and amount > 1000", true],
  ["nothing > 1 or true", true],
  ["nothing = null", null],
  ["IF(Amount_is_not_a_field = 1, 1, 2)".replace("Amount_is_not_a_field", "amount"), "2"],
  ['switch(company.name, "Рила", 1, "Витоша", 2, 3)', "2"],
  ["if(done, 1)", null],
  ["round(1250.555, 2)", "1250.56"],
  ["round(-2.5)", "-3"],
  ["round(1250, -2)", "1300"],
  ["min(3, nothing, 2)", "2"],
  ["upper(left(company.name, 2))", "ВИ"],
  ["date(2026, 2, 29)", null],
  ['date("2024-02-29")', "2024-02-29"],
  ["date(made)", "2026-03-29"],
  ["today()", "2026-03-29"],
  ["text(made)", "2026-03-29 00:30"],
  ["add_months(due, -1)", "2026-02-28"],
  ["days_between(made, due)", "2"],
  ["weekday(due)", "2"],
  ["add_days(due, 10000000)", null],
  ['number(" 12.5 ") + 1', "13.5"],
  ['number("twelve")', null],
  ["length(company.name)", "6"],
  ['contains(company.name, "тош")', true],
])("%s is %s", (text, value) => {
  expect(reckon(text)).toBe(value);
});

describe("what is wrong is said, and where", () => {
  test.each([
    ["", "formula_incomplete", { from: 0, to: 0 }],
    ["1 +", "formula_incomplete", { from: 3, to: 3 }],
    ["(1", "formula_incomplete", { from: 2, to: 2 }],
    ["1 2", "formula_invalid", { from: 2, to: 3 }],
    ["1 constructor 2", "formula_invalid", { from: 2, to: 13 }],
    ['1 "and" 2', "formula_invalid", { from: 2, to: 7 }],
    ['"open', "formula_invalid", { from: 0, to: 1 }],
    ["a ; b", "formula_invalid", { from: 2, to: 3 }],
    ['"\0"', "formula_invalid", { from: 0, to: 1 }],
    ['"\ud800"', "formula_invalid", { from: 0, to: 1 }],
    ["9".repeat(31), "formula_invalid", { from: 0, to: 31 }],
    ["sqrt(2)", "formula_function_unknown", { from: 0, to: 4 }],
    ["constructor(2)", "formula_function_unknown", { from: 0, to: 11 }],
    ["1 + salary", "formula_field_unknown", { from: 4, to: 10 }],
    ["__proto__", "formula_field_unknown", { from: 0, to: 9 }],
    ["length(tags)", "formula_field_unusable", { from: 7, to: 11 }],
    ["amount + due", "formula_types", { from: 0, to: 12 }],
    ["due - due", "formula_types", { from: 0, to: 9 }],
    ['company.name > "A"', "formula_types", { from: 0, to: 18 }],
    ["if(done, 1, due)", "formula_types", { from: 0, to: 16 }],
    ["round()", "formula_types", { from: 0, to: 7 }],
    ["not amount", "formula_types", { from: 0, to: 10 }],
  ])("%j: %s", (text, code, at) => {
    expect(refused(text)).toMatchObject({ code, at });
  });

  it("tells what a function takes and what it was given", () => {
    expect(refused("1 + round(due, 2)").params).toEqual({
      position: 5,
      usage: "round(number, digits?)",
      given: "date, number",
    });
  });
});

test("what is too large is refused before it costs anything", () => {
  const large = [
    "1".padEnd(2001, "+1"),
    `${"(".repeat(60)}1${")".repeat(60)}`,
    `${"-".repeat(60)}1`,
    `${"not ".repeat(60)}done`,
    "1".padEnd(1999, "+1"),
  ];
  for (const text of large) expect(refused(text).code).toBe("formula_too_large");
});

test("every function is explained to its reader in every language", () => {
  expect(formulaFunctions.length).toBeGreaterThan(25);
  for (const locale of locales) {
    const { formula } = JSON.parse(readFileSync(`src/records/text/${locale}.json`, "utf8"));
    expect(Object.keys(formula.functions).sort()).toEqual(formulaFunctions.map(({ name }) => name).sort());
    expect(Object.keys(formula.types)).toEqual([...formulaTypes]);
  }
  expect(formulaFunctions.find(({ name }) => name === "date")?.signatures).toEqual([
    "date(year, month, day)",
    "date(text)",
    "date(moment)",
  ]);
});
