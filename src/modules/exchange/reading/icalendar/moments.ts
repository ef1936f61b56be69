import { Temporal } from "temporal-polyfill";
import type { Property } from "../content-lines/properties.ts";
import { zoneNamed } from "./zones.ts";

/** When something is: an instant, or a whole day. */
export interface Moment {
  readonly at: number;
  /** As a cell. */
  readonly text: string;
  readonly isDay: boolean;
}

/**
 * A date or a time as calendars write it: of a day, in UTC, in a zone that it names, or by the clock of whoever reads it.
 * `offsets` are those of zones that only the file knows. Null where it is none.
 */
export function momentOf(
  property: Property | undefined,
  around: { readonly timeZone: string; readonly offsets: ReadonlyMap<string, string> },
): Moment | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z)?)?$/.exec(
    property?.value.trim() ?? "",
  );
  if (!found) return null;
  const [, year, month, day, hour, minute, second = "00", utc] = found;
  const date = `${year}-${month}-${day}`;
  const named = property?.parameters.get("TZID")?.[0] ?? "";
  const zone = utc ? "UTC" : (zoneNamed(named) ?? around.offsets.get(named) ?? around.timeZone);
  try {
    const clock = Temporal.PlainDateTime.from(
      `${date}T${hour ?? "00"}:${minute ?? "00"}:${second === "60" ? "59" : second}`,
    );
    const at = clock.toZonedDateTime(hour ? zone : around.timeZone).epochMilliseconds;
    return { at, text: hour ? new Date(at).toISOString() : date, isDay: hour === undefined };
  } catch {
    return null;
  }
}

/** `PT1H30M`, `P1W`: what comes that long after a moment. */
export function after(moment: Moment, duration: string): Moment | null {
  const found = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration.trim());
  if (!found) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const at = moment.at + (((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds) * 1000;
  if (Math.abs(at) > 8e15) return null;
  const text = new Date(at).toISOString();
  return { at, text: moment.isDay ? text.slice(0, 10) : text, isDay: false };
}
