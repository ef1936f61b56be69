import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { FilterValue, Operator } from "#kernel/filter";
import { type DaySpan, dayIn, daysOf, relativePeriod } from "#kernel/period";
import type { Comparand } from "../field-types/field-type.ts";
import type { Work } from "../work.ts";
import { foldedText } from "./folded-text.ts";
import { idArray } from "./id-array.ts";

/** One comparison of a column, in the positive: `is_not` and its like are made from these by the caller. */
export interface Leaf {
  readonly work: Work;
  readonly column: RawBuilder<unknown>;
  readonly compares: Comparand;
  readonly op: Operator;
  readonly value: FilterValue | undefined;
  /** The path as it was asked, for errors. */
  readonly path: string;
}

type Condition = RawBuilder<SqlBool>;

/** The condition of a leaf; every value is bound, none is written into the text. Throws `filter_invalid`. */
export function leafCondition(leaf: Leaf): Condition {
  switch (leaf.compares) {
    case "text":
      return textCondition(leaf);
    case "key":
      return keyCondition(leaf);
    case "keys":
      return keysCondition(leaf);
    case "number":
    case "decimal":
      return numberCondition(leaf);
    case "boolean":
      return booleanCondition(leaf);
    case "date":
      return dateCondition(leaf);
    case "date_time":
      return instantCondition(leaf);
    case "id":
    case "ids":
      return idCondition(leaf);
  }
}

function textCondition(leaf: Leaf): Condition {
  const { column, op } = leaf;
  switch (op) {
    case "is":
      return sql`${foldedText(column)} = lower(${text(leaf)})`;
    case "in":
      return sql`${foldedText(column)} = any(${texts(leaf).map((one) => one.toLowerCase())}::text[])`;
    case "contains":
      return sql`${column} ilike ${`%${likeLiteral(text(leaf))}%`}`;
    case "starts_with":
      return sql`${column} ilike ${`${likeLiteral(text(leaf))}%`}`;
    case "not_empty":
      return sql`${column} <> ''`;
    default:
      return refuse(leaf);
  }
}

function keyCondition(leaf: Leaf): Condition {
  const { column, op } = leaf;
  if (op === "is") return sql`${column} = ${text(leaf)}`;
  if (op === "in") return sql`${column} = any(${texts(leaf)}::text[])`;
  return op === "not_empty" ? sql`${column} is not null` : refuse(leaf);
}

function keysCondition(leaf: Leaf): Condition {
  const { column, op } = leaf;
  // What has no keys stands in no index of them.
  if (op === "has") return sql`(${column} <> '{}' and ${column} @> ${[text(leaf)]}::text[])`;
  if (op === "has_any") return sql`(${column} <> '{}' and ${column} && ${texts(leaf)}::text[])`;
  return op === "not_empty" ? sql`cardinality(${column}) > 0` : refuse(leaf);
}

function numberCondition(leaf: Leaf): Condition {
  const { column, op } = leaf;
  const number = (value: unknown) => sql`${numeric(leaf, value)}::numeric`;
  if (op === "not_empty") return sql`${column} is not null`;
  if (op === "between") return inSpan(leaf, number);
  return compare(leaf, number(leaf.value));
}

function booleanCondition(leaf: Leaf): Condition {
  if (leaf.op !== "is" || typeof leaf.value !== "boolean") return refuse(leaf);
  return sql`coalesce(${leaf.column}, false) = ${leaf.value}`;
}

function dateCondition(leaf: Leaf): Condition {
  const { column, op } = leaf;
  const date = (value: unknown) => sql`${day(leaf, value)}::date`;
  switch (op) {
    case "is":
      return sql`${column} = ${date(leaf.value)}`;
    case "before":
      return sql`${column} < ${date(leaf.value)}`;
    case "after":
      return sql`${column} > ${date(leaf.value)}`;
    case "between":
      return inSpan(leaf, date);
    case "within": {
      const span = period(leaf);
      return sql`(${column} >= ${span.from}::date and ${column} < ${span.until}::date)`;
    }
    case "not_empty":
      return sql`${column} is not null`;
    default:
      return refuse(leaf);
  }
}

function instantCondition(leaf: Leaf): Condition {
  const { column, op } = leaf;
  switch (op) {
    case "before":
      return sql`${column} < ${instant(leaf, leaf.value)}`;
    case "after":
      return sql`${column} > ${instant(leaf, leaf.value)}`;
    case "between":
      return inSpan(leaf, (end) => instant(leaf, end));
    case "within": {
      const span = period(leaf);
      return sql`(${column} >= ${startOf(leaf, span.from)} and ${column} < ${startOf(leaf, span.until)})`;
    }
    case "not_empty":
      return sql`${column} is not null`;
    default:
      return refuse(leaf);
  }
}

function idCondition(leaf: Leaf): Condition {
  const { column, op, value, work } = leaf;
  if (op === "not_empty") return sql`${column} is not null`;
  if (!["is", "in", "has", "has_any"].includes(op)) return refuse(leaf);
  if (isWord(value, "me")) return sql`${column} = ${work.actor.userId}::uuid`;
  // That none of them is null cannot be told from `any`, and what has nobody stands in no index of owners.
  if (isWord(value, "my_team"))
    return sql`(${column} is not null and ${column} = any(${idArray(work.actor.teamUserIds)}::uuid[]))`;
  const ids = Array.isArray(value) ? value : [value];
  if (!ids.every((id) => typeof id === "string" && /^[0-9a-f-]{36}$/i.test(id))) return refuse(leaf);
  return sql`(${column} is not null and ${column} = any(${ids}::uuid[]))`;
}

function compare(leaf: Leaf, value: RawBuilder<unknown>): Condition {
  const { column, op } = leaf;
  switch (op) {
    case "eq":
      return sql`${column} = ${value}`;
    case "gt":
      return sql`${column} > ${value}`;
    case "gte":
      return sql`${column} >= ${value}`;
    case "lt":
      return sql`${column} < ${value}`;
    case "lte":
      return sql`${column} <= ${value}`;
    default:
      return refuse(leaf);
  }
}

/** From one end to the other, both with it; an end that is missing or empty is open. */
function inSpan(leaf: Leaf, written: (end: string) => RawBuilder<unknown>): Condition {
  const { column } = leaf;
  const [from, to] = ends(leaf).map((end) => (end === "" ? undefined : written(end)));
  if (from && to) return sql`${column} between ${from} and ${to}`;
  if (from) return sql`${column} >= ${from}`;
  return to ? sql`${column} <= ${to}` : sql`${column} is not null`;
}

/** Escapes what `like` would read as a pattern. */
export function likeLiteral(words: string): string {
  return words.replace(/[\\%_]/g, "\\$&");
}

function text(leaf: Leaf): string {
  const { value } = leaf;
  if (typeof value !== "string" || value.includes("\0")) return refuse(leaf);
  return value;
}

function texts(leaf: Leaf): string[] {
  const { value } = leaf;
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && !one.includes("\0")))
    return refuse(leaf);
  return value as string[];
}

function numeric(leaf: Leaf, value: unknown): string {
  const written = typeof value === "number" ? String(value) : value;
  if (typeof written !== "string" || !/^-?\d{1,30}(\.\d{1,20})?$/.test(written)) return refuse(leaf);
  return written;
}

function ends(leaf: Leaf): readonly string[] {
  const { value } = leaf;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(leaf);
  const { from, to } = value as { readonly from?: string | number; readonly to?: string | number };
  if (from === undefined && to === undefined) return refuse(leaf);
  return [String(from ?? ""), String(to ?? "")];
}

function day(leaf: Leaf, value: unknown): string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return refuse(leaf);
  const parsed = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== value) return refuse(leaf);
  return value;
}

// A bare day means its first moment where the asker lives.
function instant(leaf: Leaf, value: unknown): RawBuilder<unknown> {
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}T/.test(value)) {
    const parsed = new Date(value);
    if (!Number.isNaN(parsed.getTime())) return sql`${parsed.toISOString()}::timestamptz`;
  }
  return startOf(leaf, day(leaf, value));
}

function startOf(leaf: Leaf, localDay: string): RawBuilder<unknown> {
  return sql`(${localDay}::timestamp at time zone ${leaf.work.actor.timeZone})`;
}

function period(leaf: Leaf): DaySpan {
  const { value } = leaf;
  const given = typeof value === "object" && value !== null && "period" in value ? value.period : undefined;
  const parsed = relativePeriod.safeParse(given);
  if (!parsed.success) return refuse(leaf);
  return daysOf(parsed.data, dayIn(leaf.work.actor.timeZone, leaf.work.now));
}

function isWord(value: FilterValue | undefined, word: "me" | "my_team"): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && word in value;
}

function refuse(leaf: Leaf): never {
  throw new AppError("filter_invalid", { field: leaf.path, params: { where: leaf.path } });
}
