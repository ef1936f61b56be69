import type { Locale } from "#kernel/locale";
import type { Translate } from "#web/texts.ts";
import { nextPeriod, type PeriodUnit } from "./group-key.ts";

/** How the period that begins on `first` is called: "March 2026", "Q1 2026", "16 – 22 Mar 2026". */
export function periodTitle(first: string, unit: PeriodUnit, locale: Locale, t: Translate): string {
  const day = new Date(`${first}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeZone: "UTC", ...options });
  const year = day.getUTCFullYear();
  switch (unit) {
    case "year":
      return String(year);
    case "quarter":
      return t("records.group.quarter", {
        quarter: Math.floor(day.getUTCMonth() / 3) + 1,
        year: String(year),
      });
    case "month":
      return capital(format({ month: "long", year: "numeric" }).format(day));
    case "week": {
      const last = new Date(Date.parse(`${nextPeriod(first, "week")}T00:00:00Z`) - 86_400_000);
      return format({ day: "numeric", month: "short", year: "numeric" }).formatRange(day, last);
    }
    case "day":
      return capital(
        format({ weekday: "short", day: "numeric", month: "long", year: "numeric" }).format(day),
      );
  }
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
