import { offsetsBetween } from "./offsets.ts";

/** When a business works. A minute counts when the clock on its wall shows a time within its hours on a day that is no holiday. */
export interface BusinessCalendar {
  /** IANA zone of the clock on the wall. */
  readonly timeZone: string;
  /** Hours by day of the week, Monday first, in minutes since midnight, `closes` not included; several a day, which do not overlap. */
  readonly hours: readonly (readonly { readonly opens: number; readonly closes: number }[])[];
  /** Days off: `2026-12-24`, or each year: `12-24`. */
  readonly holidays: ReadonlySet<string>;
}

/** A span of instants in milliseconds since 1970; `until` is not part of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const day = 86_400_000;
const minute = 60_000;
/** How far ahead a moment is looked for: where nobody works in so long a time, nothing is ever due. */
const horizon = 1100 * day;
/** So many days are looked at, at once. */
const stretch = 32 * day;

/** Always at work. */
export const roundTheClock: BusinessCalendar = {
  timeZone: "UTC",
  hours: Array.from({ length: 7 }, () => [{ opens: 0, closes: 24 * 60 }]),
  holidays: new Set(),
};

/** Milliseconds of business between two instants, without what lies in `pauses` (in order, not overlapping). */
export function businessTime(calendar: BusinessCalendar, within: Span, pauses: readonly Span[] = []): number {
  let sum = 0;
  for (const span of without(spansAtWork(calendar, within), pauses)) sum += span.until - span.from;
  return sum;
}

/**
 * The first instant by which `milliseconds` of business have passed since `from`, without what lies in `pauses` (in order, not
 * overlapping). Null where there is none within three years, or where the last pause has no end.
 */
export function afterBusinessTime(
  calendar: BusinessCalendar,
  from: number,
  milliseconds: number,
  pauses: readonly Span[] = [],
): number | null {
  if (milliseconds <= 0) return from;
  let left = milliseconds;
  for (let at = from; at < from + horizon; at += stretch) {
    const spans = spansAtWork(calendar, { from: at, until: at + stretch });
    for (const span of without(spans, pauses)) {
      const length = span.until - span.from;
      if (length >= left) return span.from + left;
      left -= length;
    }
  }
  return null;
}

/** The spans of business within `within`, in order. */
function* spansAtWork({ timeZone, hours, holidays }: BusinessCalendar, within: Span): Generator<Span> {
  for (const offset of offsetsBetween(timeZone, within.from, within.until)) {
    const from = Math.max(within.from, offset.from);
    const until = Math.min(within.until, offset.until);
    const firstDay = Math.floor((from + offset.milliseconds) / day);
    const lastDay = Math.floor((until - 1 + offset.milliseconds) / day);
    for (let local = firstDay; local <= lastDay; local++) {
      if (isHoliday(local, holidays)) continue;
      const midnight = local * day - offset.milliseconds;
      for (const { opens, closes } of hours[weekdayOf(local)] ?? []) {
        const span = {
          from: Math.max(from, midnight + opens * minute),
          until: Math.min(until, midnight + closes * minute),
        };
        if (span.from < span.until) yield span;
      }
    }
  }
}

function* without(spans: Iterable<Span>, pauses: readonly Span[]): Generator<Span> {
  let next = 0;
  for (const span of spans) {
    let from = span.from;
    while ((pauses[next]?.until ?? Number.POSITIVE_INFINITY) <= from) next++;
    for (let at = next; ; at++) {
      const pause = pauses[at];
      if (!pause || pause.from >= span.until) break;
      if (pause.from > from) yield { from, until: pause.from };
      from = Math.max(from, pause.until);
    }
    if (from < span.until) yield { from, until: span.until };
  }
}

// 1970 began on a Thursday.
function weekdayOf(local: number): number {
  return (((local + 3) % 7) + 7) % 7;
}

function isHoliday(local: number, holidays: ReadonlySet<string>): boolean {
  if (holidays.size === 0) return false;
  const date = new Date(local * day).toISOString().slice(0, 10);
  return holidays.has(date) || holidays.has(date.slice(5));
}
