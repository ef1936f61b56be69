import type { Format } from "#web/format.ts";

/** Today the time, before that the day: as lists of mail have it. */
export function shortTime(at: string, format: Format, now: Date = new Date()): string {
  const today = format.date(now, "full") === format.date(new Date(at), "full");
  return today ? format.time(at) : format.date(at);
}
