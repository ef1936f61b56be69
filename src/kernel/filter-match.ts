import type { FieldClause, Filter, Operator } from "./filter.ts";
import { dayIn, daysOf, relativePeriod } from "./period.ts";

/** Who asks and when, for what a filter says relative to them. */
export interface Asker {
  readonly userId: string | null;
  readonly teamUserIds: readonly string[];
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * Whether a filter holds for a record in hand, by the rules by which the database decides: texts compare regardless
 * of case, what is empty is neither greater nor smaller. `valueOf` gives the value at a path in the API's shape, links as bare ids,
 * money as its amount. For filters on the record's own fields; what is related is not in hand and never holds.
 */
export function filterHolds(filter: Filter, valueOf: (path: string) => unknown, asker: Asker): boolean {
  if ("and" in filter) return filter.and.every((part) => filterHolds(part, valueOf, asker));
  if ("or" in filter) return filter.or.some((part) => filterHolds(part, valueOf, asker));
  if ("not" in filter) return !filterHolds(filter.not, valueOf, asker);
  if ("related" in filter) return false;
  return clauseHolds(filter, valueOf(filter.field), asker);
}

const opposites: Partial<Record<Operator, Operator>> = {
  is_not: "is",
  not_in: "in",
  not_contains: "contains",
  ne: "eq",
  has_none: "has_any",
  empty: "not_empty",
};

function clauseHolds(clause: FieldClause, actual: unknown, asker: Asker): boolean {
  const opposite = opposites[clause.op];
  if (opposite) return !clauseHolds({ ...clause, op: opposite }, actual, asker);
  const wanted = wantedOf(clause, asker);
  if (typeof actual === "boolean" || typeof wanted === "boolean") return (actual ?? false) === wanted;
  if (Array.isArray(actual)) return listHolds(clause.op, actual, wanted);
  if (actual === null || actual === undefined || actual === "") return false;
  if (clause.op === "not_empty") return true;
  if (isSpan(wanted)) return isWithin(actual, wanted, clause.op);
  const list = Array.isArray(wanted) ? wanted : [wanted];
  switch (clause.op) {
    case "is":
    case "in":
    case "eq":
      return list.some((one) => order(actual, one) === 0);
    case "contains":
      return fold(actual).includes(fold(wanted));
    case "starts_with":
      return fold(actual).startsWith(fold(wanted));
    case "gt":
    case "after":
      return order(actual, wanted) > 0;
    case "gte":
      return order(actual, wanted) >= 0;
    case "lt":
    case "before":
      return order(actual, wanted) < 0;
    case "lte":
      return order(actual, wanted) <= 0;
    default:
      return false;
  }
}

interface Span {
  readonly from?: unknown;
  readonly to?: unknown;
}

function wantedOf({ value }: FieldClause, asker: Asker): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("me" in value) return asker.userId;
  if ("my_team" in value) return asker.teamUserIds;
  if (!("period" in value)) return value;
  const period = relativePeriod.safeParse(value.period);
  if (!period.success) return undefined;
  const { from, until } = daysOf(period.data, dayIn(asker.timeZone, asker.now));
  return { from, to: until };
}

function isSpan(wanted: unknown): wanted is Span {
  return typeof wanted === "object" && wanted !== null && !Array.isArray(wanted);
}

// A relative period ends before its last day, a span that somebody gave with it.
function isWithin(actual: unknown, { from, to }: Span, op: Operator): boolean {
  const isAfter = from === undefined || from === "" || order(actual, from) >= 0;
  if (to === undefined || to === "") return isAfter;
  return isAfter && (op === "within" ? order(actual, to) < 0 : order(actual, to) <= 0);
}

function listHolds(op: Operator, actual: readonly unknown[], wanted: unknown): boolean {
  if (op === "not_empty") return actual.length > 0;
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return list.some((one) => actual.includes(one));
}

const numeric = /^-?\d+(\.\d+)?$/;

/** Numbers as numbers, everything else as text; days and instants sort as their texts do. */
function order(left: unknown, right: unknown): number {
  const [one, other] = [fold(left), fold(right)];
  if (numeric.test(one) && numeric.test(other)) return Number(one) - Number(other);
  return one < other ? -1 : one > other ? 1 : 0;
}

function fold(value: unknown): string {
  return String(value ?? "").toLowerCase();
}
