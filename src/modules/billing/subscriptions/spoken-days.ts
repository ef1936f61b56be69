import type { Span } from "./periods.ts";

/** Days as a document in this language writes them: "5–30 Nov 2026". */
export function spokenDays({ from, until }: Span, language: string): string {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "medium",
    timeZone: "UTC",
  });
  const [first, last] = [from, until].map((day) => new Date(`${day}T12:00:00Z`)) as [Date, Date];
  // The thin blanks around the dash are in few typefaces.
  return format.formatRange(first, last).replace(/\s/gu, " ");
}
