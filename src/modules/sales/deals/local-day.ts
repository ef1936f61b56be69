import { Temporal } from "temporal-polyfill";

/**
 * The instant that stands for a day of which nobody knows the hour: noon there, so that it is the same day
 * for everybody not too far away, and never later than `now`.
 */
export function instantOf(day: string, timeZone: string, now: Date): string {
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone,
    plainTime: "12:00",
  }).epochMilliseconds;
  return new Date(Math.min(noon, now.getTime())).toISOString();
}
