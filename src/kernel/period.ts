import { z } from "zod";

/** Relative days that a filter may name; resolved in the time zone of the one who asks. */
export const relativePeriods = [
  "today",
  "yesterday",
  "tomorrow",
  "this_week",
  "last_week",
  "next_week",
  "this_month",
  "last_month",
  "next_month",
  "this_quarter",
  "last_quarter",
  "next_quarter",
  "this_year",
  "last_year",
  "next_year",
] as const;

/** `this_month`, or so many days counted from today: `{ last: 30 }` is the past 30 days with today. */
export const relativePeriod = z.union([
  z.enum(relativePeriods),
  z.strictObject({ last: z.int().min(1).max(3660) }),
  z.strictObject({ next: z.int().min(1).max(3660) }),
]);
export type RelativePeriod = z.infer<typeof relativePeriod>;

/** A half-open span of local days, `from` ≤ day < `until`, each `YYYY-MM-DD`. */
export interface DaySpan {
  readonly from: string;
  readonly until: string;
}

/**
 * The days that `period` means on the day `today` (`YYYY-MM-DD`). Weeks start on Monday (ISO 8601).
 */
export function daysOf(period: RelativePeriod, today: string): DaySpan {
  if (typeof period === "object") {
    return "last" in period
      ? { from: addDays(today, 1 - period.last), until: dayAfter(today) }
      : { from: today, until: addDays(today, period.next) };
  }
  if (period === "today") return { from: today, until: dayAfter(today) };
  if (period === "yesterday") return { from: dayBefore(today), until: today };
  if (period === "tomorrow") return { from: dayAfter(today), until: addDays(today, 2) };
  const [which, unit] = period.split("_") as [
    "this" | "last" | "next",
    "week" | "month" | "quarter" | "year",
  ];
  const day = new Date(`${today}T00:00:00Z`);
  const step = { this: 0, last: -1, next: 1 }[which];
  if (unit === "week") {
    const monday = addDays(today, -((day.getUTCDay() + 6) % 7) + 7 * step);
    return { from: monday, until: addDays(monday, 7) };
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const first = Math.floor(day.getUTCMonth() / months) * months + step * months;
  return {
    from: iso(new Date(Date.UTC(day.getUTCFullYear(), first, 1))),
    until: iso(new Date(Date.UTC(day.getUTCFullYear(), first + months, 1))),
  };
}

/** The calendar day (`YYYY-MM-DD`) so many days after another; before it where they are negative. */
export function addDays(day: string, days: number): string {
  return iso(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
}

export function dayBefore(day: string): string {
  return addDays(day, -1);
}

export function dayAfter(day: string): string {
  return addDays(day, 1);
}

/** The calendar day it is at the instant `now` in the IANA zone `timeZone`, as `YYYY-MM-DD`. */
export function dayIn(timeZone: string, now: Date = new Date()): string {
  return dayFormat(timeZone).format(now);
}

// To make one takes as long as a query; zones are few.
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  dayFormats.set(timeZone, made);
  return made;
}

function iso(day: Date): string {
  return day.toISOString().slice(0, 10);
}
