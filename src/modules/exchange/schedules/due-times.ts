import { Temporal } from "temporal-polyfill";
import type { Rhythm } from "../contract/schedules.ts";

/**
 * The next time after `after` that a rhythm is due in a time zone. An hour that a change of clocks leaves out comes as much later, one
 * that comes twice counts once.
 */
export function nextDue(rhythm: Rhythm, after: Date, timeZone: string): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone);
  if (rhythm.every === "hour") return nextHour(rhythm, from);
  for (let day = from.toPlainDate(); ; day = day.add({ days: 1 })) {
    if (!isItsDay(rhythm, day)) continue;
    const { hour, minute } = rhythm;
    const due = day.toZonedDateTime({ timeZone, plainTime: { hour, minute } });
    if (Temporal.ZonedDateTime.compare(due, from) > 0) return new Date(due.epochMilliseconds);
  }
}

function nextHour({ minute }: Rhythm, from: Temporal.ZonedDateTime): Date {
  const due = from.with({ minute, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  const isLater = Temporal.ZonedDateTime.compare(due, from) > 0;
  return new Date((isLater ? due : due.add({ hours: 1 })).epochMilliseconds);
}

function isItsDay({ every, weekday, day }: Rhythm, date: Temporal.PlainDate): boolean {
  if (every === "week") return date.dayOfWeek === weekday;
  return every === "day" || date.day === Math.min(day, date.daysInMonth);
}

/** The name of the file of a due time: `deals-{date}.csv` becomes `deals-2026-11-26.csv`. */
export function nameAt(pattern: string, due: Date, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(due.getTime()).toZonedDateTimeISO(timeZone);
  const time = at.toPlainTime().toString({ smallestUnit: "minute" }).replace(":", "-");
  return pattern.replaceAll("{date}", at.toPlainDate().toString()).replaceAll("{time}", time);
}
