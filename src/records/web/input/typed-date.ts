/**
 * A day as people type it, as `YYYY-MM-DD`: `2026-05-03`, `3.5.`, `03/05/26` in the order of the locale, `3 May`,
 * the words for today and tomorrow, `+7` for a week from today. Null when it is no day.
 */
export function parseTypedDate(text: string, locale: string, today: string): string | null {
  const typed = text.trim().toLowerCase();
  if (typed === "") return null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const ahead = /^([+-]\d{1,4})$/.exec(typed);
  if (ahead) return shifted(today, Number(ahead[1]));
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const days of [0, 1, -1, 2, -2])
    if (words.format(days, "day").toLowerCase() === typed) return shifted(today, days);
  return byNumbers(typed, locale, today) ?? byMonthName(typed, locale, today);
}

/** A time of day as people type it, `HH:MM`: `9`, `9:30`, `930`, `14.05`, `2 pm`. */
export function parseTypedTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*([ap])?\.?m?\.?$/.exec(text.trim().toLowerCase());
  if (!found) return null;
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (found[3] === "p" && hour < 12) hour += 12;
  if (found[3] === "a" && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A day as it stands in an input, such as `03.05.2026` or `05/03/2026`. */
export function typedDate(value: string | null | undefined, locale: string): string {
  if (!value) return "";
  return new Intl.DateTimeFormat(locale, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    timeZone: "UTC",
  })
    .format(new Date(`${value.slice(0, 10)}T00:00:00Z`))
    .replace(/\s?г\.$/, "");
}

/** The first day of the week where `locale` is used: 1 for Monday, 0 for Sunday. */
export function firstWeekday(locale: string): 0 | 1 {
  return /^en-(US|CA|AU|IN|ZA)$|^es-(MX|CO|PE|VE|GT|HN|NI|PA|PR|SV|DO)$/.test(locale) ? 0 : 1;
}

function byNumbers(typed: string, locale: string, today: string): string | null {
  const found = /^(\d{1,2})[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{2}|\d{4})?)?(?:\s*г\.?)?$/.exec(typed);
  if (!found) return null;
  const monthFirst = new Intl.DateTimeFormat(locale).formatToParts(0)[0]?.type === "month";
  const [first, second] = [Number(found[1]), Number(found[2])];
  const year = yearOf(found[3], today);
  return monthFirst ? day(year, first, second) : day(year, second, first);
}

function byMonthName(typed: string, locale: string, today: string): string | null {
  const name = /\p{L}{3,}/u.exec(typed)?.[0];
  const numbers = typed.match(/\d+/g) ?? [];
  if (!name || !numbers[0]) return null;
  const month = monthNames(locale).findIndex((names) =>
    names.some((known) => known.startsWith(name.slice(0, 3))),
  );
  return month < 0 ? null : day(yearOf(numbers[1], today), month + 1, Number(numbers[0]));
}

function monthNames(locale: string): readonly (readonly string[])[] {
  const formats = [{ month: "long" }, { month: "long", day: "numeric" }] as const;
  return Array.from({ length: 12 }, (_, month) =>
    formats.map((options) => {
      const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).formatToParts(
        Date.UTC(2026, month, 5),
      );
      return (parts.find((part) => part.type === "month")?.value ?? "").toLowerCase();
    }),
  );
}

function yearOf(text: string | undefined, today: string): number {
  if (!text) return Number(today.slice(0, 4));
  if (text.length > 2) return Number(text);
  const year = 2000 + Number(text);
  return year > Number(today.slice(0, 4)) + 20 ? year - 100 : year;
}

function day(year: number, month: number, date: number): string | null {
  const made = new Date(Date.UTC(year, month - 1, date));
  if (made.getUTCFullYear() !== year || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== date)
    return null;
  return made.toISOString().slice(0, 10);
}

function shifted(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
