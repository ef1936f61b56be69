import { dayIn } from "../period.ts";
import * as days from "./calendar-days.ts";
import * as decimals from "./decimals.ts";
import type { Operation } from "./functions.ts";
import { formulaLimits } from "./syntax.ts";

/** A value while it is reckoned with: numbers as decimals, moments as milliseconds, days as text. */
export type Value = decimals.Decimal | string | boolean | number | null;

/** When and where a formula is reckoned. */
export interface Clock {
  readonly now: Date;
  /** IANA zone that says which day a moment belongs to. */
  readonly timeZone: string;
}

/** What an operation gives for its arguments. Null for anything is null, but where the operation itself asks for nulls. */
export function answer(operation: Operation, given: readonly Value[], clock: Clock): Value {
  if (takesNulls(operation)) return ofAnything[operation](given, clock);
  return given.includes(null) ? null : ofValues[operation](given as never, clock);
}

/** As many characters as a text may have; a character is a code point, not half of one. */
export function cut(text: string): string {
  const { textLength } = formulaLimits;
  return text.length <= textLength ? text : [...text].slice(0, textLength).join("");
}

type TakingNulls = "if" | "switch" | "coalesce" | "is_empty" | "min" | "max" | "concat" | "and" | "or";

const ofAnything: Readonly<Record<TakingNulls, (given: readonly Value[], clock: Clock) => Value>> = {
  if: ([condition, then, otherwise]) => (condition === true ? then : otherwise) ?? null,
  switch: ([value, ...rest]) => {
    for (let at = 0; at + 1 < rest.length; at += 2) {
      if (value !== null && rest[at] === value) return rest[at + 1] ?? null;
    }
    return rest.length % 2 === 1 ? (rest.at(-1) ?? null) : null;
  },
  coalesce: (given) => given.find((value) => value !== null) ?? null,
  is_empty: ([value]) => value === null || value === "",
  min: (given) =>
    given.reduce((least, value) => (least === null || (value !== null && value < least) ? value : least)),
  max: (given) =>
    given.reduce((most, value) => (most === null || (value !== null && value > most) ? value : most)),
  concat: (given, clock) => given.map((value) => (value === null ? "" : written(value, clock))).join(""),
  and: ([left, right]) => {
    if (left === false || right === false) return false;
    return left === null || right === null ? null : true;
  },
  or: ([left, right]) => {
    if (left === true || right === true) return true;
    return left === null || right === null ? null : false;
  },
};

function takesNulls(operation: Operation): operation is TakingNulls {
  return Object.hasOwn(ofAnything, operation);
}

type One<T> = readonly [T];
type Two<A, B = A> = readonly [A, B];
type Number = decimals.Decimal;

const ofValues: Readonly<Record<Exclude<Operation, TakingNulls>, (given: never, clock: Clock) => Value>> = {
  add: ([a, b]: Two<Number>) => decimals.add(a, b),
  subtract: ([a, b]: Two<Number>) => decimals.add(a, -b),
  multiply: ([a, b]: Two<Number>) => decimals.multiply(a, b),
  divide: ([a, b]: Two<Number>) => decimals.divide(a, b),
  remainder: ([a, b]: Two<Number>) => decimals.remainder(a, b),
  negate: ([a]: One<Number>) => -a,
  equal: ([a, b]: Two<Value>) => a === b,
  unequal: ([a, b]: Two<Value>) => a !== b,
  less: ([a, b]: Two<number>) => a < b,
  less_or_equal: ([a, b]: Two<number>) => a <= b,
  greater: ([a, b]: Two<number>) => a > b,
  greater_or_equal: ([a, b]: Two<number>) => a >= b,
  not: ([a]: One<boolean>) => !a,
  join: (given: Two<Value>, clock) => given.map((value) => written(value, clock)).join(""),
  round: ([number, places]: readonly [Number, Number?]) => decimals.round(number, places ?? 0n),
  floor: ([a]: One<Number>) => decimals.floor(a),
  ceil: ([a]: One<Number>) => decimals.ceil(a),
  abs: ([a]: One<Number>) => decimals.abs(a),
  upper: ([text]: One<string>) => text.toUpperCase(),
  lower: ([text]: One<string>) => text.toLowerCase(),
  trim: ([text]: One<string>) => trimmed(text),
  length: ([text]: One<string>) => decimals.fromWhole([...text].length),
  left: ([text, count]: Two<string, Number>) => [...text].slice(0, characters(count)).join(""),
  right: ([text, count]: Two<string, Number>) => {
    const all = [...text];
    return all.slice(Math.max(0, all.length - characters(count))).join("");
  },
  contains: ([text, part]: Two<string>) => text.includes(part),
  text: ([value]: One<Value>, clock) => written(value, clock),
  number: ([text]: One<string>) => decimals.readDecimal(trimmed(text)),
  date: ([year, month, date]: readonly [Number, Number, Number]) =>
    days.dayOf(calendarNumber(year), calendarNumber(month), calendarNumber(date)),
  date_of_text: ([text]: One<string>) => days.readDay(trimmed(text)),
  local_day: ([moment]: One<number>, { timeZone }) => days.readDay(dayIn(timeZone, new Date(moment))),
  today: (_given: never, { now, timeZone }) => dayIn(timeZone, now),
  now: (_given: never, { now }) => now.getTime(),
  year: ([day]: One<string>) => decimals.fromWhole(days.partsOf(day).year),
  month: ([day]: One<string>) => decimals.fromWhole(days.partsOf(day).month),
  day: ([day]: One<string>) => decimals.fromWhole(days.partsOf(day).date),
  weekday: ([day]: One<string>) => decimals.fromWhole(days.weekdayOf(day)),
  days_between: ([from, to]: Two<string>) => decimals.fromWhole(days.daysBetween(from, to)),
  add_days: ([day, count]: Two<string, Number>) =>
    days.addDays(day, decimals.wholeWithin(count, -4_000_000, 4_000_000)),
  add_months: ([day, count]: Two<string, Number>) =>
    days.addMonths(day, decimals.wholeWithin(count, -150_000, 150_000)),
};

function characters(count: Number): number {
  return decimals.wholeWithin(count, 0, formulaLimits.textLength);
}

function calendarNumber(value: Number): number {
  return decimals.wholeWithin(value, 0, 10_000);
}

function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, "");
}

/** A value as text: a number without idle zeros, a moment as local `YYYY-MM-DD HH:MM`. */
function written(value: Value, { timeZone }: Clock): string {
  if (typeof value === "bigint") return decimals.writeDecimal(value);
  if (typeof value !== "number") return String(value);
  const moment = new Date(value);
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${dayIn(timeZone, moment)} ${time.format(moment)}`;
}
