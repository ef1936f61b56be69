import type { Locale } from "./locale.ts";
import type { Money } from "./money.ts";

export interface MoneyStyle {
  /** Cents left away. */
  readonly whole?: boolean;
  /** `12.4K €`, for tight places. */
  readonly compact?: boolean;
}

export interface Format {
  readonly number: (value: number) => string;
  /** A decimal that came as text keeps every digit. */
  readonly decimal: (value: string | number, digits?: number) => string;
  readonly money: (value: Money, style?: MoneyStyle) => string;
  /** 35 is 35 %. */
  readonly percent: (value: number) => string;
  /** Of a day `YYYY-MM-DD` or an instant; the year only where it is not this one. */
  readonly date: (value: string | Date, style?: "short" | "long" | "full") => string;
  readonly dateTime: (value: string | Date) => string;
  /** The month of a day `YYYY-MM-DD`, with its year: May 2026. */
  readonly month: (value: string) => string;
  readonly time: (value: string | Date) => string;
  /** "in 3 days", "yesterday", "5 minutes ago". */
  readonly relative: (value: string | Date, now?: Date) => string;
  /** How long it is since then, in as few letters as can be: "5 min", "3 h", "2 d". */
  readonly since: (value: string | Date, now?: Date) => string;
  readonly list: (values: readonly string[]) => string;
}

/**
 * How one writes in a language and the organisation's country, as a tag for `formatFor`. English is written the European way
 * unless the organisation is where it is not: 21 Nov 2026, 14:30.
 */
export function regionOf(locale: Locale, country: string | undefined): string {
  if (locale === "en")
    return country && ["US", "CA", "AU", "NZ", "IE", "IN", "ZA"].includes(country)
      ? `en-${country}`
      : "en-GB";
  if (locale === "es" && country) return `es-${country}`;
  return locale;
}

const formats = new Map<string, Format>();

/** One for all who write so: each cell of a table asks for it, and what it holds takes long to make. */
export function formatFor(tag: string, timeZone: string): Format {
  const key = `${tag} ${timeZone}`;
  const format = formats.get(key) ?? newFormat(tag, timeZone);
  formats.set(key, format);
  return format;
}

function newFormat(tag: string, timeZone: string): Format {
  const plain = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 });
  const list = new Intl.ListFormat(tag, { type: "conjunction" });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const numbers = kept((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
  const times = kept((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
  const days = (zone: string, options: Intl.DateTimeFormatOptions) => times({ timeZone: zone, ...options });
  const year = new Intl.DateTimeFormat("en", { timeZone, year: "numeric" });
  const thisYear = (instant: Date) => year.format(instant) === year.format(new Date());

  const date: Format["date"] = (value, style = "short") => {
    const { instant, zone } = instantOf(value, timeZone);
    if (style === "full") return days(zone, { dateStyle: "full" }).format(instant);
    const parts: Intl.DateTimeFormatOptions = { day: "numeric", month: style === "long" ? "long" : "short" };
    return days(zone, thisYear(instant) ? parts : { ...parts, year: "numeric" }).format(instant);
  };
  const time: Format["time"] = (value) => days(timeZone, { timeStyle: "short" }).format(new Date(value));

  return {
    number: (value) => plain.format(value),
    decimal: (value, digits = 6) =>
      numbers({ maximumFractionDigits: digits, ...grouped }).format(value as Intl.StringNumericLiteral),
    money: (value, style = {}) =>
      numbers(moneyOptions(value.currency, style)).format(value.amount as Intl.StringNumericLiteral),
    percent: (value) => percent.format(value / 100),
    date,
    month: (value) => days("UTC", { month: "short", year: "numeric" }).format(new Date(`${value}T12:00:00Z`)),
    time,
    dateTime: (value) => `${date(value)}, ${time(value)}`,
    relative: (value, now = new Date()) => relativeText(relative, value, now),
    since: (value, now = new Date()) => {
      const [unit, amount] = lapse((now.getTime() - new Date(value).getTime()) / 1000);
      return numbers({ style: "unit", unit, unitDisplay: tag.startsWith("en") ? "narrow" : "short" }).format(
        amount,
      );
    },
    list: (values) => list.format(values),
  };
}

/** Makes what `make` makes once for the same options. */
function kept<Options, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const made = new Map<string, Made>();
  return (options) => {
    const key = JSON.stringify(options);
    const one = made.get(key) ?? make(options);
    made.set(key, one);
    return one;
  };
}

// Four digits, too: a column of sums in Spanish or Bulgarian would else be grouped here and not there.
const grouped = { useGrouping: "always" } as const;

function moneyOptions(currency: string, style: MoneyStyle): Intl.NumberFormatOptions {
  const options: Intl.NumberFormatOptions = {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...grouped,
  };
  if (style.compact) return { ...options, notation: "compact", maximumFractionDigits: 1 };
  if (style.whole) return { ...options, maximumFractionDigits: 0 };
  return options;
}

// A day has no zone: 3 May is 3 May everywhere. Noon keeps it clear of every edge.
function instantOf(value: string | Date, timeZone: string): { instant: Date; zone: string } {
  return typeof value === "string" && value.length === 10
    ? { instant: new Date(`${value}T12:00:00Z`), zone: "UTC" }
    : { instant: new Date(value), zone: timeZone };
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

function lapse(seconds: number): readonly ["day" | "hour" | "minute", number] {
  if (seconds >= 86_400) return ["day", Math.floor(seconds / 86_400)];
  if (seconds >= 3600) return ["hour", Math.floor(seconds / 3600)];
  return ["minute", Math.max(1, Math.floor(seconds / 60))];
}

function relativeText(format: Intl.RelativeTimeFormat, value: string | Date, now: Date): string {
  if (typeof value === "string" && value.length === 10) {
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    return byStep(format, (Date.parse(`${value}T00:00:00Z`) - today) / 1000, "day");
  }
  return byStep(format, (new Date(value).getTime() - now.getTime()) / 1000, "minute");
}

function byStep(
  format: Intl.RelativeTimeFormat,
  seconds: number,
  smallest: Intl.RelativeTimeFormatUnit,
): string {
  for (const [unit, size] of steps) {
    if (unit === smallest || Math.abs(seconds) >= size)
      return format.format(Math.round(seconds / size), unit);
  }
  return "";
}
