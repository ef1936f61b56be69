import { Temporal } from "temporal-polyfill";

/** `YYYY-MM-DD` of what begins with such a day; null for what is no day. */
export function isoDay(text: string | undefined): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text?.trim() ?? "");
  return found ? dayOf(found[1], found[2], found[3]) : null;
}

/** `YYMMDD` of SWIFT; years up to 79 are of this century, as SWIFT says. */
export function swiftDay(text: string): string | null {
  const found = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  return found ? dayOf(`${Number(found[1]) < 80 ? "20" : "19"}${found[1]}`, found[2], found[3]) : null;
}

/** A day in a list of a bank: `2026-11-05`, `05.11.2026`, `5/11/26`, `20261105`; the month first where `monthFirst`. */
export function writtenDay(text: string, monthFirst = false): string | null {
  const trimmed = text.trim().replace(/[T\s].*$/, "");
  const year = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})$/.exec(trimmed);
  if (year) return dayOf(year[1], year[2], year[3]);
  const [, first, second, last = ""] = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})\.?$/.exec(trimmed) ?? [];
  const full = last.length === 2 ? `20${last}` : last;
  return monthFirst ? dayOf(full, first, second) : dayOf(full, second, first);
}

function dayOf(year = "", month = "", day = ""): string | null {
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return year === "" ? null : Temporal.PlainDate.from(parts, { overflow: "reject" }).toString();
  } catch {
    return null;
  }
}
