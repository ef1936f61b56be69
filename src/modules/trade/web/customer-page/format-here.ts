import { type Format, formatFor } from "#kernel/format";
import type { Locale } from "#kernel/locale";

/** Numbers and times for a reader of whom only the language is known; instants where their device is. */
export function formatHere(locale: Locale): Format {
  return formatFor(locale === "en" ? "en-GB" : locale, Intl.DateTimeFormat().resolvedOptions().timeZone);
}
