/** Days are text, `YYYY-MM-DD`, reckoned in UTC: no zone can shift them. */
export type Day = string;

export function addDays(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The same day of another month, or its last day where the month is shorter. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** 0 is Sunday, as everywhere in JavaScript. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The seven days of the week that `day` lies in, the first of them on `weekStart`. */
export function weekOf(day: Day, weekStart: number): Day[] {
  const first = addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
}

/** The weeks that show the whole month of `day`: four to six of them. */
export function monthOf(day: Day, weekStart: number): Day[][] {
  const month = day.slice(0, 7);
  const weeks: Day[][] = [];
  let week = weekOf(`${month}-01`, weekStart);
  while (weeks.length === 0 || week[0]?.startsWith(month)) {
    weeks.push(week);
    week = weekOf(addDays(week[0] ?? day, 7), weekStart);
  }
  return weeks;
}

/** The day a week begins on where `locale` is spoken: Monday unless the runtime knows better. */
export function weekStartOf(locale: string, country?: string): number {
  const tag = country ? `${locale}-${country}` : locale;
  const info = new Intl.Locale(tag) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (info.getWeekInfo?.() ?? info.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}

/** What a clock on the wall in `timeZone` shows at an instant: the day and the minutes since its midnight. */
export function wallTime(
  instant: string | Date,
  timeZone: string,
): { readonly day: Day; readonly minutes: number } {
  const parts = Object.fromEntries(
    clock(timeZone)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** The instant at which a clock on the wall in `timeZone` shows `minutes` past the midnight of `day`. */
export function instantAt(day: Day, minutes: number, timeZone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  let instant = wanted;
  // Twice: the first correction may cross a change of summer time.
  for (let round = 0; round < 2; round++) {
    const shown = wallTime(new Date(instant), timeZone);
    instant += wanted - (Date.parse(`${shown.day}T00:00:00Z`) + shown.minutes * 60_000);
  }
  return new Date(instant).toISOString();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(timeZone: string): Intl.DateTimeFormat {
  let found = clocks.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    clocks.set(timeZone, found);
  }
  return found;
}
