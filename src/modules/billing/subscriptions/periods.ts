import { Temporal } from "temporal-polyfill";

export const periodKinds = ["month", "quarter", "year"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Days from `from` to `until`, both of them in it; `YYYY-MM-DD`. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

export const monthsOf: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 };

/** The period in which `day` lies, counted from the day on which the first begins: one from the 31st begins on the last of shorter months. */
export function periodAt(first: string, kind: PeriodKind, day: string): Span {
  const start = Temporal.PlainDate.from(first);
  const { months } = start.until(day, { largestUnit: "months" });
  let index = Math.floor(months / monthsOf[kind]);
  while (startOf(first, kind, index) > day) index--;
  while (startOf(first, kind, index + 1) <= day) index++;
  return periodOf(first, kind, index);
}

/** The periods that begin from `from` on and no later than `until`; `most` of them. */
export function periodsBetween(first: string, kind: PeriodKind, { from, until }: Span, most: number): Span[] {
  const periods: Span[] = [];
  for (let period = periodAt(first, kind, from); period.from <= until; ) {
    if (period.from >= from) periods.push(period);
    if (periods.length >= most) break;
    period = periodAt(first, kind, dayAfter(period.until));
  }
  return periods;
}

function periodOf(first: string, kind: PeriodKind, index: number): Span {
  return { from: startOf(first, kind, index), until: dayBefore(startOf(first, kind, index + 1)) };
}

function startOf(first: string, kind: PeriodKind, index: number): string {
  return monthsLater(first, monthsOf[kind] * index);
}

/** The same day so many months later, or the last of that month. */
export function monthsLater(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export const dayAfter = (day: string): string => daysLater(day, 1);
export const dayBefore = (day: string): string => daysLater(day, -1);

/** How many days from the first of `span` until before `day`. */
export function daysUntil(span: Span, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(span.from)) / 86_400_000);
}

export const lengthOf = (span: Span): number => daysUntil(span, dayAfter(span.until));

/** What lies in both; null where nothing does. */
export function overlap(one: Span, other: Span): Span | null {
  const from = one.from > other.from ? one.from : other.from;
  const until = one.until < other.until ? one.until : other.until;
  return from <= until ? { from, until } : null;
}

/** What of `span` is left without the days of `gaps`. */
export function without(span: Span, gaps: readonly Span[]): Span[] {
  return [...gaps]
    .sort((one, other) => (one.from < other.from ? -1 : 1))
    .reduce<Span[]>((left, gap) => left.flatMap((one) => cut(one, gap)), [span]);
}

function cut(span: Span, gap: Span): Span[] {
  if (!overlap(span, gap)) return [span];
  const parts = [
    { from: span.from, until: dayBefore(gap.from) },
    { from: dayAfter(gap.until), until: span.until },
  ];
  return parts.filter(({ from, until }) => from <= until);
}
