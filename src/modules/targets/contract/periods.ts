import { z } from "zod";
import { dayBefore } from "#kernel/period";

export const periodUnits = ["month", "quarter", "year"] as const;
export const periodUnit = z.enum(periodUnits);
export type PeriodUnit = z.infer<typeof periodUnit>;

/** A month, a quarter or a year: `from` ≤ day < `until`. */
export interface Period {
  readonly unit: PeriodUnit;
  readonly from: string;
  readonly until: string;
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** The period of `unit` in which `day` (`YYYY-MM-DD`) lies, or one so many steps from it. */
export function periodAt(unit: PeriodUnit, day: string, steps = 0): Period {
  const months = monthsIn[unit];
  const [year = 0, month = 1] = day.split("-").map(Number);
  const first = Math.floor((month - 1) / months) * months + steps * months;
  return { unit, from: firstOfMonth(year, first), until: firstOfMonth(year, first + months) };
}

/** The last day of a period. */
export function lastDayOf({ until }: Pick<Period, "until">): string {
  return dayBefore(until);
}

/** The periods of `unit` that a longer one is made of. */
export function partsOf(period: Period, unit: PeriodUnit): readonly Period[] {
  const parts: Period[] = [];
  for (let part = periodAt(unit, period.from); part.from < period.until; part = periodAt(unit, part.until))
    parts.push(part);
  return parts;
}

/** Which period is asked for: that of `unit` in which the day lies, today's unless told. */
export const periodQuery = {
  unit: periodUnit.default("quarter"),
  on: z.iso.date().optional(),
};

export const periodShape = z.strictObject({ unit: periodUnit, from: z.iso.date(), until: z.iso.date() });

function firstOfMonth(year: number, month: number): string {
  return iso(new Date(Date.UTC(year, month, 1)));
}

function iso(day: Date): string {
  return day.toISOString().slice(0, 10);
}
