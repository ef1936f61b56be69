import type { RecordData } from "#records/contract";
import { type Day, wallTime } from "./days.ts";

/** A record as it stands in the calendar. */
export interface CalendarEntry {
  readonly key: string;
  readonly source: string;
  readonly object: string;
  readonly field: string;
  readonly record: RecordData;
  readonly title: string;
  readonly day: Day;
  /** Minutes since midnight; null for a whole day. */
  readonly start: number | null;
  readonly minutes: number;
  readonly done: boolean;
}

/** Whole days first, then by the clock, then by title. */
export function byClock(left: CalendarEntry, right: CalendarEntry): number {
  return (left.start ?? -1) - (right.start ?? -1) || left.title.localeCompare(right.title);
}

export function byDay(entries: readonly CalendarEntry[]): ReadonlyMap<Day, readonly CalendarEntry[]> {
  const days = new Map<Day, CalendarEntry[]>();
  for (const entry of entries) {
    const there = days.get(entry.day);
    if (there) there.push(entry);
    else days.set(entry.day, [entry]);
  }
  for (const there of days.values()) there.sort(byClock);
  return days;
}

/** The day and time a value of a date or date-time field stands at; null for an empty one. */
export function placeOf(
  value: unknown,
  type: string,
  timeZone: string,
): { readonly day: Day; readonly start: number | null } | null {
  if (typeof value !== "string" || value === "") return null;
  if (type === "date") return { day: value.slice(0, 10), start: null };
  const { day, minutes } = wallTime(value, timeZone);
  return { day, start: minutes };
}

export interface Placed {
  readonly entry: CalendarEntry;
  /** Which of `lanes` columns the entry takes, counted from 0. */
  readonly lane: number;
  readonly lanes: number;
}

/** Puts entries that overlap side by side: each in the first lane that is free, all of one cluster equally wide. */
export function sideBySide(entries: readonly CalendarEntry[]): readonly Placed[] {
  const placed: Placed[] = [];
  let cluster: { entry: CalendarEntry; lane: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    placed.push(...cluster.map((one) => ({ ...one, lanes: ends.length })));
    cluster = [];
    ends = [];
  };
  for (const entry of entries.filter((one) => one.start !== null).toSorted(byClock)) {
    const start = entry.start ?? 0;
    if (ends.every((end) => end <= start)) close();
    const free = ends.findIndex((end) => end <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = start + entry.minutes;
    cluster.push({ entry, lane });
  }
  close();
  return placed;
}
