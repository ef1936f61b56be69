import type { FieldClause, Filter, RelatedClause, RelatedNumber } from "#kernel/filter";
import { dayIn, daysOf } from "#kernel/period";

/**
 * A record as a filter may ask about it: fields by name, links as records, related lists as lists of records, money and
 * addresses as objects of their parts, chosen options as a set. A link's `id` is what it is compared by.
 */
export interface Plain {
  readonly [field: string]: unknown;
}

/** Who asks, and when. */
export interface Asker {
  readonly userId: string | null;
  readonly teamUserIds: readonly string[];
  readonly timeZone: string;
  readonly now: Date;
  /** The organisation's currency. */
  readonly currency: string;
}

/** The second opinion on the compiler of filters: what a filter says of a record, reckoned in memory. */
export function holds(record: Plain, filter: Filter, asker: Asker): boolean {
  if ("and" in filter) return filter.and.every((part) => holds(record, part, asker));
  if ("or" in filter) return filter.or.some((part) => holds(record, part, asker));
  if ("not" in filter) return !holds(record, filter.not, asker);
  return "related" in filter ? relatedHolds(record, filter, asker) : fieldHolds(record, filter, asker);
}

function relatedHolds(record: Plain, clause: RelatedClause, asker: Asker): boolean {
  const all = reached([record], clause.related.split(".")) as readonly Plain[];
  const those = (where: Filter | true | undefined) =>
    where === undefined || where === true ? all : all.filter((one) => holds(one, where, asker));
  if (clause.some) return those(clause.some).length > 0;
  if (clause.none) return those(clause.none).length === 0;
  if (clause.count)
    return compareNumbers(those(clause.count.where).length, clause.count.op, clause.count.value);
  for (const how of ["sum", "avg", "min", "max"] as const) {
    const asked = clause[how];
    if (asked) return numberHolds(those(asked.where), how, asked, asker);
  }
  throw new Error("No question is asked");
}

function numberHolds(
  records: readonly Plain[],
  how: "sum" | "avg" | "min" | "max",
  { of, op, value, currency }: RelatedNumber,
  asker: Asker,
): boolean {
  const numbers = records.flatMap((record) => {
    const found = record[of] as null | number | { amount: string; currency: string };
    if (found === null || typeof found !== "object") return found ?? [];
    return found.currency === (currency ?? asker.currency) ? Number(found.amount) : [];
  });
  const sum = numbers.reduce((all, one) => all + one, 0);
  if (how === "sum") return compareNumbers(sum, op, Number(value));
  if (numbers.length === 0) return op === "ne";
  const number = { avg: sum / numbers.length, min: Math.min(...numbers), max: Math.max(...numbers) }[how];
  return compareNumbers(number, op, Number(value));
}

const opposites: Readonly<Record<string, string>> = {
  is_not: "is",
  not_in: "in",
  not_contains: "contains",
  ne: "eq",
  has_none: "has_any",
  empty: "not_empty",
};

function fieldHolds(record: Plain, { field, op, value }: FieldClause, asker: Asker): boolean {
  const opposite = opposites[op];
  const found = reached([record], field.split("."));
  const any = found.some((one) => compare(one, opposite ?? op, value, asker));
  return opposite ? !any : any;
}

/** What stands at the end of a path from any of the records; links to many lead to many. */
function reached(from: readonly unknown[], path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return from;
  const next = from.flatMap((one) => (one as Plain)[name] ?? []);
  return reached(next, rest);
}

function compare(found: unknown, op: string, wanted: unknown, asker: Asker): boolean {
  if (found === null || found === undefined) return false;
  if (found instanceof Set) return compareKeys([...found], op, wanted);
  if (op === "not_empty") return found !== "";
  if (typeof found === "boolean") return found === wanted;
  if (typeof found === "number") return inNumbers(found, op, wanted);
  if (typeof found === "object") {
    if ("amount" in found) return inNumbers(Number(found.amount), op, wanted);
    return compareIds(String((found as Plain)["id"]), wanted, asker);
  }
  const text = String(found);
  if (/^\d{4}-\d\d-\d\d/.test(text)) return compareDays(text, op, wanted, asker);
  return compareTexts(text, op, wanted);
}

function compareKeys(found: readonly unknown[], op: string, wanted: unknown): boolean {
  if (op === "not_empty") return found.length > 0;
  return op === "has" ? found.includes(wanted) : found.some((one) => (wanted as unknown[]).includes(one));
}

function compareIds(id: string, wanted: unknown, { userId, teamUserIds }: Asker): boolean {
  if (typeof wanted === "object" && wanted !== null && "me" in wanted) return id === userId;
  if (typeof wanted === "object" && wanted !== null && "my_team" in wanted) return teamUserIds.includes(id);
  return [wanted].flat().includes(id);
}

function compareTexts(found: string, op: string, wanted: unknown): boolean {
  const text = found.toLowerCase();
  if (op === "in") return (wanted as string[]).some((one) => one.toLowerCase() === text);
  const asked = String(wanted).toLowerCase();
  if (op === "is") return text === asked;
  return op === "contains" ? text.includes(asked) : text.startsWith(asked);
}

// An instant stands on the day that it is where the asker lives; none of ours stands on the stroke of midnight.
function compareDays(found: string, op: string, wanted: unknown, { timeZone, now }: Asker): boolean {
  const instant = found.length > 10;
  const day = instant ? dayIn(timeZone, new Date(found)) : found;
  if (op === "within") {
    const { period } = wanted as { period: Parameters<typeof daysOf>[0] };
    const { from, until } = daysOf(period, dayIn(timeZone, now));
    return day >= from && day < until;
  }
  if (op === "between") {
    const { from, to } = wanted as { from?: string; to?: string };
    return (!from || day >= from) && (!to || (instant ? day < to : day <= to));
  }
  const asked = wanted as string;
  if (op === "is") return day === asked;
  if (op === "before") return day < asked;
  return instant ? day >= asked : day > asked;
}

function inNumbers(found: number, op: string, wanted: unknown): boolean {
  if (op !== "between") return compareNumbers(found, op, Number(wanted));
  const { from, to } = wanted as { from?: number; to?: number };
  return (from === undefined || found >= from) && (to === undefined || found <= to);
}

function compareNumbers(found: number, op: string, other: number): boolean {
  return (
    {
      eq: found === other,
      ne: found !== other,
      gt: found > other,
      gte: found >= other,
      lt: found < other,
      lte: found <= other,
    }[op] ?? false
  );
}
