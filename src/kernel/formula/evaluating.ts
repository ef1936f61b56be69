import type { Formula } from "./checking.ts";
import { readDecimal, writeDecimal } from "./decimals.ts";
import { answer, type Clock, cut, type Value } from "./operations.ts";
import type { FormulaType } from "./syntax.ts";

/** A value as the API shows it: decimals as text, days `YYYY-MM-DD`, moments ISO 8601. */
export type FormulaValue = string | number | boolean | null;

/** The record that a formula is reckoned over, and when and where. */
export interface Circumstances extends Clock {
  readonly valueOf: (path: string) => FormulaValue;
}

/**
 * Reckons a formula in memory: what the database gives for the same record. A fault in the reckoning (a division by
 * zero, a number or a day beyond all bounds, a text that is no number) is null, never an error.
 */
export function evaluateFormula(formula: Formula, circumstances: Circumstances): FormulaValue {
  const value = evaluate(formula, circumstances);
  if (typeof value === "bigint") return writeDecimal(value);
  return typeof value === "number" ? new Date(value).toISOString() : value;
}

function evaluate(formula: Formula, circumstances: Circumstances): Value {
  if (formula.kind === "literal") return taken(formula.value, formula.type);
  if (formula.kind === "path") return taken(circumstances.valueOf(formula.path), formula.type);
  const given = formula.arguments.map((argument) => evaluate(argument, circumstances));
  const value = answer(formula.operation, given, circumstances);
  return typeof value === "string" ? cut(value) : value;
}

function taken(value: FormulaValue, type: FormulaType): Value {
  if (value === null) return null;
  if (type === "number") return readDecimal(String(value));
  if (type === "date_time") return Date.parse(String(value));
  return type === "text" ? cut(String(value)) : value;
}
