import { dayIn } from "#kernel/period";

export interface DayOf<T> {
  /** `YYYY-MM-DD` in the zone of the one who looks. */
  readonly day: string;
  readonly entries: readonly T[];
}

/** Entries come newest first and stay so; each run of one local day is a group. */
export function byDay<T extends { readonly at: string }>(
  entries: readonly T[],
  timeZone: string,
): readonly DayOf<T>[] {
  const days: { day: string; entries: T[] }[] = [];
  for (const entry of entries) {
    const day = dayIn(timeZone, new Date(entry.at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
