import type { Locale } from "#kernel/locale";

/** Numbers and days as they are written on a document, in its language and the seller's country. */
export interface Written {
  readonly quantity: (value: string) => string;
  /** With the decimals of the currency, without its sign. */
  readonly amount: (value: string) => string;
  readonly money: (value: string) => string;
  /** "20" is 20 %. */
  readonly percent: (value: string) => string;
  readonly day: (value: string, style?: "short" | "long") => string;
}

type Decimal = Intl.StringNumericLiteral;

export function writtenIn(language: Locale, country: string | undefined, currency: string): Written {
  const tag = language === "en" && country !== "US" ? "en-GB" : country ? `${language}-${country}` : language;
  const decimals =
    new Intl.NumberFormat(tag, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  // Spanish groups thousands from five digits on in prose, but amounts in columns always.
  const grouped = { useGrouping: "always" } as const;
  const quantity = new Intl.NumberFormat(tag, { ...grouped, maximumFractionDigits: 6 });
  const amount = new Intl.NumberFormat(tag, {
    ...grouped,
    minimumFractionDigits: decimals,
    maximumFractionDigits: Math.max(decimals, 6),
  });
  const money = new Intl.NumberFormat(tag, {
    ...grouped,
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 4 });
  const days = {
    short: new Intl.DateTimeFormat(tag, {
      timeZone: "UTC",
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
    }),
    long: new Intl.DateTimeFormat(tag, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
  };
  return {
    quantity: (value) => quantity.format(value as Decimal),
    amount: (value) => amount.format(value as Decimal),
    money: (value) => money.format(value as Decimal),
    percent: (value) => percent.format(`${value}e-2` as Decimal),
    day: (value, style = "long") => days[style].format(new Date(`${value.slice(0, 10)}T12:00:00Z`)),
  };
}
