const dayMilliseconds = 86_400_000;
const firstDay = Date.UTC(1899, 11, 30);
/** Spreadsheets take 1900 for a leap year: before March of it they and the calendar differ. */
const firstSure = Date.UTC(1900, 2, 1);

/** A day as spreadsheets count them; null where they cannot. */
export function serialOfDate(date: string): number | null {
  return serialOf(Date.parse(date));
}

/** An instant as the clock in `timeZone` shows it, in days: spreadsheets know no time zones. */
export function serialOfInstant(instant: string, timeZone: string): number | null {
  const time = Date.parse(instant);
  return serialOf(time + offsetAt(time, timeZone));
}

function serialOf(time: number): number | null {
  if (!(time >= firstSure)) return null;
  // To the second: 1/86400 is no number that a fraction of two holds exactly.
  return Math.round(((time - firstDay) / dayMilliseconds) * 1e8) / 1e8;
}

const quarterHour = 900_000;
const mostKept = 5000;
const offsets = new Map<string, number>();

/** How far the clocks of a zone are before UTC, in milliseconds. They are set at quarters of an hour, if at all. */
function offsetAt(time: number, timeZone: string): number {
  const quarter = Math.floor(time / quarterHour) * quarterHour;
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= mostKept) offsets.clear();
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(quarter)
      .map((part) => [part.type, Number(part.value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter;
  offsets.set(key, offset);
  return offset;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, clock);
  return clock;
}
