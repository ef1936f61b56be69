/** Days of formulas: `YYYY-MM-DD` from 0001-01-01 to 9999-12-31; what lies beyond is null. */

const day = 86_400_000;

/** The day of the year, month and day; null where there is none such. */
export function dayOf(year: number, month: number, date: number): string | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || date < 1 || date > 31) return null;
  const text = [year.toString().padStart(4, "0"), two(month), two(date)].join("-");
  return textOf(numberOf(text)) === text ? text : null;
}

/** Reads `2026-02-28`, with blanks around; null where it is no day. */
export function readDay(text: string): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found ? dayOf(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

export function partsOf(text: string): {
  readonly year: number;
  readonly month: number;
  readonly date: number;
} {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), date: Number(text.slice(8, 10)) };
}

/** 1 is Monday, 7 Sunday (ISO 8601). */
export function weekdayOf(text: string): number {
  return ((new Date(numberOf(text)).getUTCDay() + 6) % 7) + 1;
}

export function daysBetween(from: string, to: string): number {
  return (numberOf(to) - numberOf(from)) / day;
}

export function addDays(text: string, days: number): string | null {
  return textOf(numberOf(text) + days * day);
}

/** So many months later, on the same day of the month, or on its last where that month is shorter. */
export function addMonths(text: string, months: number): string | null {
  const { year, month, date } = partsOf(text);
  const total = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  const found = [31, 30, 29, 28].map((last) => dayOf(toYear, toMonth, Math.min(date, last)));
  return found.find((one) => one !== null) ?? null;
}

function numberOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`);
}

const first = numberOf("0001-01-01");
const last = numberOf("9999-12-31");

function textOf(milliseconds: number): string | null {
  if (!(milliseconds >= first && milliseconds <= last)) return null;
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function two(number: number): string {
  return number.toString().padStart(2, "0");
}
