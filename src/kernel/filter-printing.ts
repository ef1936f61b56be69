import type { Filter, FilterValue, RelatedClause, RelatedNumber } from "./filter.ts";
import { relatedQuestions, takesValue } from "./filter.ts";
import { bareWord, everything, isReserved, nothing, operatorWords } from "./filter-words.ts";
import type { RelativePeriod } from "./period.ts";

/** Writes a filter as text that `parseFilterText` reads back: short, readable, fit for an address. */
export function printFilter(filter: Filter): string {
  if ("and" in filter) return joined(filter.and, "and");
  if ("or" in filter) return joined(filter.or, "or");
  if ("not" in filter) return `not ${inner(filter.not)}`;
  if ("related" in filter) return related(filter);
  const start = `${path(filter.field)} ${operatorWords[filter.op]}`;
  if (!takesValue(filter.op) || filter.value === undefined) return start;
  return `${start} ${written(filter.value, filter.op === "within")}`;
}

function joined(parts: readonly Filter[], word: "and" | "or"): string {
  if (parts.length === 0) return word === "and" ? everything : nothing;
  const [only] = parts;
  return only && parts.length === 1 ? printFilter(only) : parts.map(inner).join(` ${word} `);
}

// Groups within groups keep their brackets, so that they come back as they were.
function inner(part: Filter): string {
  const parts = "and" in part ? part.and : "or" in part ? part.or : [];
  return parts.length > 0 ? `(${printFilter(part)})` : printFilter(part);
}

function related(clause: RelatedClause): string {
  const how = relatedQuestions.find((one) => clause[one] !== undefined) ?? "some";
  const start = called(clause.related, how);
  if (how === "some" || how === "none") {
    const condition = clause[how];
    return `${start}(${condition && condition !== true ? printFilter(condition) : ""})`;
  }
  if (how === "count") {
    const { op, value, where } = clause.count ?? { op: "gt", value: 0 };
    return `${start}(${where ? printFilter(where) : ""}) ${operatorWords[op]} ${value}`;
  }
  const { of, op, value, currency, where } = clause[how] as RelatedNumber;
  const condition = where ? ` where ${printFilter(where)}` : "";
  const amount = currency ? `${value} ${currency}` : value;
  return `${start}(${path(of)}${condition}) ${operatorWords[op]} ${amount}`;
}

function called(name: string, how: string): string {
  return isPlain(name) ? `${name}.${how}` : JSON.stringify(`${name}.${how}`);
}

function path(name: string): string {
  return isPlain(name) ? name : JSON.stringify(name);
}

function isPlain(name: string): boolean {
  return /^[a-z_]\w*(\.\w+)*$/i.test(name) && !isReserved(name);
}

function written(value: FilterValue, asPeriod: boolean): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string" || typeof value === "number") return scalar(value, asPeriod);
  if (Array.isArray(value)) return `(${value.map((one) => scalar(one, false)).join(", ")})`;
  const word = value as Exclude<FilterValue, string | number | boolean | readonly unknown[]>;
  if ("me" in word) return "me";
  if ("my_team" in word) return "my_team";
  if ("period" in word) return `${asPeriod ? "" : "period "}${period(word.period)}`;
  const { from, to } = word as { readonly from?: string | number; readonly to?: string | number };
  const end = (one: string | number | undefined) => (one === undefined ? "" : scalar(one, asPeriod));
  return `${end(from)}..${end(to)}`;
}

function period(named: RelativePeriod): string {
  if (typeof named === "string") return named;
  return "last" in named ? `last ${named.last} days` : `next ${named.next} days`;
}

// After `within` a bare word is a period.
function scalar(value: string | number, asPeriod: boolean): string {
  const text = String(value);
  bareWord.lastIndex = 0;
  const bare = bareWord.exec(text)?.[0] === text && !isReserved(text) && !asPeriod;
  return bare ? text : JSON.stringify(text);
}
