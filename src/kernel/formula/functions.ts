import type { FormulaType } from "./syntax.ts";

/**
 * What an argument may be. `day`: a date, or a moment, of which the local day is taken. `same`: anything, but of one
 * type with all others that say `same`, and that type may also be what the function gives; `other` likewise, apart from
 * `same`; `ordered` likewise of what has an order.
 */
export type Kind = FormulaType | "day" | "any" | Alike;
export type Alike = "same" | "other" | "ordered";

/** One way to call a function. `?` behind a kind: may be left out; `...`: once or more, with the argument before where `inPairs`. */
export interface Usage<Operation extends string = string> {
  readonly takes: Readonly<Record<string, Kind | `${Kind}?` | `${Kind}...`>>;
  readonly inPairs?: boolean;
  readonly gives: FormulaType | Alike;
  /** What is done, where several ways to call a function do different things; else its name. */
  readonly as?: Operation;
}

const number = { takes: { number: "number" }, gives: "number" } as const;
const numbers = { takes: { left: "number", right: "number" }, gives: "number" } as const;
const alike = { takes: { left: "same", right: "same" }, gives: "boolean" } as const;
const inOrder = { takes: { left: "ordered", right: "ordered" }, gives: "boolean" } as const;
const both = { takes: { left: "boolean", right: "boolean" }, gives: "boolean" } as const;
const text = { takes: { text: "text" }, gives: "text" } as const;
const part = { takes: { text: "text", characters: "number" }, gives: "text" } as const;
const ofDay = { takes: { date: "day" }, gives: "number" } as const;

/** What the signs and the words between mean; the parser makes calls of them. */
const operators = {
  add: [numbers],
  subtract: [numbers],
  multiply: [numbers],
  divide: [numbers],
  remainder: [numbers],
  negate: [number],
  join: [{ takes: { left: "any", right: "any" }, gives: "text" }],
  equal: [alike],
  unequal: [alike],
  less: [inOrder],
  less_or_equal: [inOrder],
  greater: [inOrder],
  greater_or_equal: [inOrder],
  and: [both],
  or: [both],
  not: [{ takes: { condition: "boolean" }, gives: "boolean" }],
} as const satisfies Record<string, readonly Usage[]>;

/** What may be called by name, in the order in which an editor offers it. */
const functions = {
  if: [{ takes: { condition: "boolean", value: "same", otherwise: "same?" }, gives: "same" }],
  switch: [
    {
      takes: { value: "same", case: "same", result: "other...", otherwise: "other?" },
      inPairs: true,
      gives: "other",
    },
  ],
  coalesce: [{ takes: { value: "same..." }, gives: "same" }],
  is_empty: [{ takes: { value: "any" }, gives: "boolean" }],
  round: [{ takes: { number: "number", digits: "number?" }, gives: "number" }],
  floor: [number],
  ceil: [number],
  abs: [number],
  min: [{ takes: { value: "ordered..." }, gives: "ordered" }],
  max: [{ takes: { value: "ordered..." }, gives: "ordered" }],
  concat: [{ takes: { value: "any..." }, gives: "text" }],
  upper: [text],
  lower: [text],
  trim: [text],
  length: [{ takes: { text: "text" }, gives: "number" }],
  left: [part],
  right: [part],
  contains: [{ takes: { text: "text", part: "text" }, gives: "boolean" }],
  text: [{ takes: { value: "any" }, gives: "text" }],
  number: [{ takes: { text: "text" }, gives: "number" }],
  date: [
    { takes: { year: "number", month: "number", day: "number" }, gives: "date" },
    { takes: { text: "text" }, gives: "date", as: "date_of_text" },
    { takes: { moment: "date_time" }, gives: "date", as: "local_day" },
  ],
  today: [{ takes: {}, gives: "date" }],
  now: [{ takes: {}, gives: "date_time" }],
  year: [ofDay],
  month: [ofDay],
  day: [ofDay],
  weekday: [ofDay],
  days_between: [{ takes: { from: "day", to: "day" }, gives: "number" }],
  add_days: [{ takes: { date: "day", days: "number" }, gives: "date" }],
  add_months: [{ takes: { date: "day", months: "number" }, gives: "date" }],
} as const satisfies Record<string, readonly Usage[]>;

type Named = typeof operators & typeof functions;
type Separate = {
  [N in keyof Named]: Named[N][number] extends infer U ? (U extends { as: infer A } ? A : N) : never;
};

/** Everything that a formula can do; the evaluator and the SQL each have a line for it. */
export type Operation = Separate[keyof Separate];

/** The ways to call what a formula names, or undefined where there is no such function. */
export function usagesOf(name: string): readonly Usage<Operation>[] | undefined {
  const all: Readonly<Record<string, readonly Usage[]>> = { ...operators, ...functions };
  return Object.hasOwn(all, name) ? (all[name] as readonly Usage<Operation>[]) : undefined;
}

/** Whether `name` can be written before a parenthesis. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/** How a function is written: `round(number, digits?)`. */
export function signatureOf(name: string, usage: Usage): string {
  const names = Object.entries(usage.takes).map(
    ([argument, kind]) => argument + (/\?$|\.\.\.$/.exec(kind)?.[0] ?? ""),
  );
  return `${name}(${names.join(", ")})`;
}

/** For an editor: every function as it is written; `formula.functions.<name>` in the texts says what it does. */
export const formulaFunctions: readonly { readonly name: string; readonly signatures: readonly string[] }[] =
  Object.entries(functions).map(([name, usages]) => ({
    name,
    signatures: usages.map((usage) => signatureOf(name, usage)),
  }));
