import type { Comparison, Operator } from "./filter.ts";

/** How operators are written in the text form of a filter. */
export const operatorWords: Readonly<Record<Operator, string>> = {
  is: "is",
  is_not: "is not",
  in: "in",
  not_in: "not in",
  contains: "contains",
  not_contains: "not contains",
  starts_with: "starts with",
  eq: "=",
  ne: "!=",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  between: "between",
  within: "within",
  before: "before",
  after: "after",
  has: "has",
  has_any: "has any",
  has_none: "has none",
  empty: "is empty",
  not_empty: "is not empty",
};

/** Operators by their words, the longest first: `is not empty` begins with `is`. */
export const operatorsByWords: readonly (readonly [Operator, readonly string[]])[] = Object.entries(
  operatorWords,
)
  .map(([op, words]) => [op as Operator, words.split(" ")] as const)
  .toSorted(([, a], [, b]) => b.length - a.length);

export const comparisonBySign: Readonly<Record<string, Comparison>> = {
  "=": "eq",
  "!=": "ne",
  ">": "gt",
  ">=": "gte",
  "<": "lt",
  "<=": "lte",
};

/** A group of no conditions: all of none hold, any of none does not. */
export const everything = "everything";
export const nothing = "nothing";

// What means something where a value or a path may stand, and is therefore quoted when it is one.
const reserved: ReadonlySet<string> = new Set(
  [
    everything,
    nothing,
    "and or not where true false me my_team period empty any none with in contains",
  ].flatMap((words) => words.split(" ")),
);

export function isReserved(word: string): boolean {
  return reserved.has(word.toLowerCase());
}

/** A word that needs no quotes: letters and digits of any script, and what stands within dates, addresses and numbers. */
export const bareWord = /[-+]?[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_@:+/-]|\.(?=[\p{L}\p{N}_]))*/uy;
