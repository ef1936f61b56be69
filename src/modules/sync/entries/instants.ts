import { Temporal } from "temporal-polyfill";
import { utcStamp } from "#exchange";
import { type Line, parameterOf } from "./lines.ts";
import { type Zones, zoneAt } from "./zones.ts";

/** What times are meant by: the zone of the user, and those that the entry brings along. */
export interface Clock {
  readonly timeZone: string;
  readonly zones?: Zones;
}

export const utc: Clock = { timeZone: "UTC" };

/** A point of time that a line says; a day stands for its beginning where the user is. */
export interface Said {
  /** ISO 8601 in UTC. */
  readonly instant: string;
  readonly isDay: boolean;
}

/** Null for what is no time. What names no zone, or one that nobody knows, is meant in that of the user. */
export function instantOf(line: Line | undefined, clock: Clock): Said | null {
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(line?.value.trim() ?? "");
  if (!line || !found) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", inUtc] = found;
  const face = `${year}-${month}-${day}T${hour}:${minute}:${second === "60" ? "59" : second}`;
  try {
    const local = Temporal.PlainDateTime.from(face, { overflow: "reject" });
    const zone = inUtc ? "UTC" : (zoneAt(parameterOf(line, "TZID"), local, clock.zones) ?? clock.timeZone);
    const { epochMilliseconds } = local.toZonedDateTime(zone);
    return { instant: new Date(epochMilliseconds).toISOString(), isDay: found[4] === undefined };
  } catch {
    return null;
  }
}

/** `PT1H30M` in milliseconds; null for what is no duration, or goes back. */
export function durationOf(line: Line | undefined): number | null {
  const found = /^\+?P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/.exec(
    line?.value.trim() ?? "",
  );
  if (!found) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((one) => Number(one ?? 0));
  const milliseconds = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  return milliseconds <= longest ? milliseconds : null;
}

const longest = 10 * 366 * 86_400_000;

export const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** The instant as it stands in a line, to the second; empty where there is none. */
export function stamp(instant: unknown): string {
  return typeof instant === "string" ? utcStamp(new Date(instant).toISOString()) : "";
}

/** One of our times in UTC, as a clock in the zone shows it: `20260131T113000`. */
export function localIn({ value }: Line, timeZone: string): string {
  const said = instantOf({ name: "", head: "", value }, utc);
  if (!said) return value;
  const local = Temporal.Instant.from(said.instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}
