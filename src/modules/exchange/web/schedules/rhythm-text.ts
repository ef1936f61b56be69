import type { Rhythm } from "#exchange/contract";
import { useLocale, useT } from "#web/texts.ts";

/** 4 January 2027 is a Monday. */
const someMonday = Date.UTC(2027, 0, 4);

/** The days of the week as the language names them, Monday first. */
export function useWeekdays(): readonly string[] {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, index) => format.format(someMonday + index * 86_400_000));
}

/** When a schedule is due, as a sentence. */
export function useRhythmText(): (rhythm: Rhythm) => string {
  const t = useT();
  const weekdays = useWeekdays();
  return ({ every, hour, minute, weekday, day }) =>
    t(`schedules.rhythm.${every}`, {
      time: `${hour}:${String(minute).padStart(2, "0")}`,
      minute: String(minute).padStart(2, "0"),
      weekday: weekdays[weekday - 1] ?? "",
      day,
    });
}
