import { Temporal } from "temporal-polyfill";
import type { DateNotation } from "../contract/imports.ts";

/** In which order a column's dates are written. Day before month where the values allow both. */
export function notationOf(samples: Iterable<string>): DateNotation {
  const fits: Record<DateNotation, number> = { ymd: 0, dmy: 0, mdy: 0 };
  for (const sample of samples) {
    for (const notation of ["ymd", "dmy", "mdy"] as const) if (readDate(sample, notation)) fits[notation]++;
  }
  if (fits.mdy > fits.dmy && fits.mdy >= fits.ymd) return "mdy";
  return fits.dmy > fits.ymd ? "dmy" : "ymd";
}

/** A day as `YYYY-MM-DD`; null when the text is none in that notation. A time behind it is left aside. */
export function readDate(text: string, notation: DateNotation): string | null {
  return readMoment(text, notation)?.date ?? null;
}

/** An instant as ISO 8601; a time without a zone is meant in `timeZone`, a day alone is its beginning. */
export function readDateTime(text: string, notation: DateNotation, timeZone: string): string | null {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[-+]\d{2}:?\d{2})$/i.test(trimmed)) {
    const instant = new Date(trimmed);
    return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
  }
  const moment = readMoment(trimmed, notation);
  if (!moment) return null;
  const plain = Temporal.PlainDateTime.from(`${moment.date}T${moment.time}`);
  return new Date(plain.toZonedDateTime(moment.zone ?? timeZone).epochMilliseconds).toISOString();
}

interface Moment {
  readonly date: string;
  readonly time: string;
  /** Where the text itself names one: `UTC`, `+02:00`. */
  readonly zone?: string | undefined;
}

const shape =
  /^(\d{1,4})[-./\s](\d{1,2}|\p{L}{3,12}\.?)[-./\s,]+(\d{1,4})(?:\s*(?:г|г\.|год|года|year))?(?:[T\s,]+(.*))?$/iu;

function readMoment(text: string, notation: DateNotation): Moment | null {
  const trimmed = text.trim();
  const usual = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed);
  if (usual) return momentOf(usual[1], usual[2], usual[3], undefined);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed);
  if (compact) return momentOf(compact[1], compact[2], compact[3], undefined);
  if (/^\d{5}(\.\d+)?$/.test(trimmed)) return bySerial(Number(trimmed));
  const spoken = withoutSmallWords(trimmed);
  const found = shape.exec(spoken) ?? shape.exec(monthFirst(spoken));
  if (!found) return null;
  const [, first = "", second = "", third = "", time] = found;
  if (first.length === 4) return momentOf(first, second, third, time);
  if (notation === "ymd" && !/\p{L}/u.test(second)) return null;
  if (/\p{L}/u.test(second)) return momentOf(third, second, first, time);
  return notation === "mdy" ? momentOf(third, first, second, time) : momentOf(third, second, first, time);
}

/** Whether a text may be a day as spreadsheets count them: 45631. */
export const isSerialDay = (text: string): boolean =>
  /^\d{5}(\.\d+)?$/.test(text.trim()) && bySerial(Number(text)) !== null;

const firstSerial = 10_000;
const lastSerial = 80_000;

// Spreadsheets count days since 1899-12-30: 45631 is the 5th of December 2024. Whoever says that a column is one of dates means that.
function bySerial(days: number): Moment | null {
  if (days < firstSerial || days > lastSerial) return null;
  const seconds = Math.round(days * 86_400);
  const [date = "", time = ""] = new Date(Date.UTC(1899, 11, 30) + seconds * 1000).toISOString().split("T");
  return { date, time: time.slice(0, 8) };
}

// "jueves, 20 de octubre de 2016" → "20 octubre 2016"
function withoutSmallWords(text: string): string {
  return text.replace(/^\p{L}{2,12}\.?,\s+/u, "").replace(/\s+del?\s+/giu, " ");
}

// "Oct 20, 2016" → "20 Oct 2016"
function monthFirst(text: string): string {
  return text.replace(/^(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu, "$2 $1 $3");
}

function momentOf(year = "", month = "", day = "", time: string | undefined): Moment | null {
  const monthNumber = /^\d+$/.test(month) ? Number(month) : monthNamed(month);
  if (!monthNumber || day.length > 2 || !/^\d+$/.test(day) || !/^(\d{2}|\d{4})$/.test(year)) return null;
  const clock = clockOf(time);
  if (clock === null) return null;
  const date = dateOf(fullYear(year), monthNumber, Number(day));
  return date === null ? null : { date, ...clock };
}

// A million rows have a million days: Temporal takes three microseconds for each.
function dateOf(year: number, month: number, day: number): string | null {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (month < 1 || month > 12 || day < 1 || day > last) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);

const clockShape =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?(?:ч\.?|h)?\s*(?:(Z|UTC|GMT)?([-+]\d{2}):?(\d{2})|(Z|UTC|GMT))?$/iu;

function clockOf(time: string | undefined): Pick<Moment, "time" | "zone"> | null {
  if (!time?.trim()) return { time: "00:00:00" };
  const found = clockShape.exec(time.trim());
  if (!found) return null;
  const [, hours, minutes = "", seconds = "00", half, , offset, offsetMinutes, zone] = found;
  let hour = Number(hours);
  if (half) hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return {
    time: `${String(hour).padStart(2, "0")}:${minutes}:${seconds}`,
    zone: offset ? `${offset}:${offsetMinutes}` : zone && "UTC",
  };
}

function monthNamed(text: string): number | undefined {
  const start = text.toLowerCase().slice(0, 3);
  return monthStarts.get(start);
}

const monthStarts = new Map<string, number>(
  [
    ["jan", "ene", "янв", "яну"],
    ["feb", "фев"],
    ["mar", "мар"],
    ["apr", "abr", "апр"],
    ["may", "май", "мая"],
    ["jun", "июн", "юни"],
    ["jul", "июл", "юли"],
    ["aug", "ago", "авг"],
    ["sep", "сен", "сеп"],
    ["oct", "окт"],
    ["nov", "ноя", "ное"],
    ["dec", "dic", "дек"],
  ].flatMap((starts, index) => starts.map((start) => [start, index + 1] as const)),
);
