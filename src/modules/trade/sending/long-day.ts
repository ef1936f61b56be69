import type { Locale } from "#kernel/locale";

/** A day as letters write it: "12 March 2026". */
export function longDay(day: string, language: Locale): string {
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(new Date(`${day}T12:00:00Z`));
}
