import { Temporal } from "temporal-polyfill";
import { zoneNamed } from "#exchange";
import { type Component, lineNamed } from "./lines.ts";

/** Zones that a text brings along (RFC 5545, 3.6.5), by their names. */
export type Zones = ReadonlyMap<string, readonly Observance[]>;

/** From when on clocks stand how: once, or each year anew. */
interface Observance {
  readonly from: Temporal.PlainDateTime;
  /** `+02:00` */
  readonly offset: string;
  readonly yearly: Yearly | null;
  /** The name under which the zone is known everywhere, where the text tells it. */
  readonly known: string | undefined;
}

/** The second Sunday of March: 3, 2, 7; the last: -1. */
interface Yearly {
  readonly month: number;
  readonly nth: number;
  readonly weekday: number;
  readonly lastYear: number;
}

const mostObservances = 500;
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export function zonesIn({ parts }: Component): Zones {
  const zones = parts.filter(({ name }) => name === "VTIMEZONE");
  return new Map(
    zones.map((zone) => [
      lineNamed(zone, "TZID")?.value.trim() ?? "",
      zone.parts.slice(0, mostObservances).flatMap((part) => observanceIn(part, zone)),
    ]),
  );
}

/**
 * The zone of a name for a time there: by whatever name calendars give it, else the offset that the text itself tells.
 * Undefined where nobody knows.
 */
export function zoneAt(
  name: string | undefined,
  local: Temporal.PlainDateTime,
  zones: Zones | undefined,
): string | undefined {
  if (name === undefined) return undefined;
  const told = zones?.get(name) ?? [];
  return zoneNamed(name) ?? told[0]?.known ?? offsetAt(told, local);
}

function observanceIn(part: Component, zone: Component): Observance[] {
  const [, sign, hours, minutes] =
    /^([+-])(\d\d)(\d\d)/.exec(lineNamed(part, "TZOFFSETTO")?.value.trim() ?? "") ?? [];
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(lineNamed(part, "DTSTART")?.value.trim() ?? "") ?? [];
  if (!hours || !year) return [];
  try {
    const from = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}`);
    const known = zoneNamed(lineNamed(zone, "X-LIC-LOCATION")?.value ?? "");
    return [{ from, offset: `${sign}${hours}:${minutes}`, yearly: yearlyOf(part), known }];
  } catch {
    return [];
  }
}

function yearlyOf(part: Component): Yearly | null {
  const rule = lineNamed(part, "RRULE")?.value.toUpperCase() ?? "";
  const month = Number(/BYMONTH=(\d+)/.exec(rule)?.[1] ?? 0);
  const [, nth, weekday = ""] = /BYDAY=([+-]?\d)([A-Z]{2})/.exec(rule) ?? [];
  const lastYear = Number(/UNTIL=(\d{4})/.exec(rule)?.[1] ?? 9999);
  if (month < 1 || month > 12 || !Number(nth) || !weekdays.includes(weekday)) return null;
  return { month, nth: Number(nth), weekday: weekdays.indexOf(weekday) + 1, lastYear };
}

function offsetAt(told: readonly Observance[], local: Temporal.PlainDateTime): string | undefined {
  const begun = told
    .flatMap((one) => onsets(one, local.year).map((at) => ({ at, offset: one.offset })))
    .filter(({ at }) => Temporal.PlainDateTime.compare(at, local) <= 0)
    .toSorted((one, other) => Temporal.PlainDateTime.compare(one.at, other.at));
  return (begun.at(-1) ?? told[0])?.offset;
}

/** When it began last: in that year, or the one before. */
function onsets({ from, yearly }: Observance, year: number): Temporal.PlainDateTime[] {
  if (!yearly) return [from];
  return [year - 1, year]
    .filter((one) => one >= from.year && one <= yearly.lastYear)
    .map((one) => dayOf(yearly, one).toPlainDateTime(from.toPlainTime()));
}

function dayOf({ month, nth, weekday }: Yearly, year: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const from = nth > 0 ? first : first.add({ months: 1 });
  const ahead = (weekday - from.dayOfWeek + 7) % 7;
  return from.add({ days: ahead + 7 * (nth > 0 ? nth - 1 : nth) });
}
