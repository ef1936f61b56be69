/**
 * A number as people type or paste it, as decimal text: `1 234,5`, `1,234.50`, `5 000 €`, `-12`. Where a single
 * separator could mean either, the locale decides. Null when it is no number.
 */
export function parseTypedNumber(text: string, locale: string): string | null {
  const bare = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/[\s\u00a0\u202f'’_]|[^\d.,+-]/g, "");
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return null;
  const sign = bare.startsWith("-") ? "-" : "";
  const digits = bare.replace(/^[+-]/, "");
  const point = decimalPointOf(digits, locale);
  const [whole = "", fraction, ...more] = point ? digits.split(point) : [digits];
  if (more.length > 0) return null;
  const wholeDigits = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "") || "0";
  const rest = (fraction ?? "").replace(/[.,]/g, "");
  return `${sign}${wholeDigits}${rest ? `.${rest}` : ""}`;
}

/** The sign between whole and fraction in `locale`. */
export function decimalPoint(locale: string): "." | "," {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find((part) => part.type === "decimal")?.value === "," ? "," : ".";
}

/** A decimal as it stands in an input: the locale's point, no grouping, so that it can be typed over. */
export function typedNumber(value: string | number | null | undefined, locale: string): string {
  if (value === null || value === undefined || value === "") return "";
  const text = String(value);
  const trimmed = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return decimalPoint(locale) === "," ? trimmed.replace(".", ",") : trimmed;
}

function decimalPointOf(digits: string, locale: string): "." | "," | null {
  const comma = digits.lastIndexOf(",");
  const dot = digits.lastIndexOf(".");
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  if (comma < 0 && dot < 0) return null;
  const sign = comma >= 0 ? "," : ".";
  if (digits.indexOf(sign) !== digits.lastIndexOf(sign)) return null;
  if (sign === decimalPoint(locale)) return sign;
  return /^\d{1,3}[.,]\d{3}$/.test(digits) ? null : sign;
}
