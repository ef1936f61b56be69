import Big from "big.js";

/** A decimal with a point, as XML writes it; null for what is none. Up to 15 digits before the point and 6 behind it. */
export function plainAmount(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(trimmed) ? new Big(trimmed.replace(/^\+/, "")).toFixed() : null;
}

/** A decimal with a comma, as SWIFT writes it: `1234,5`, `1234,`. */
export function swiftAmount(text: string): string | null {
  return /^\d{1,15},\d{0,6}$/.test(text) ? plainAmount(text.replace(/,$/, "").replace(",", ".")) : null;
}

/** A decimal as people and banks write it: `1.234,56`, `1,234.56`, `-1 234.5`, `(12,00)`, `12,00-`, with a currency or not. */
export function writtenAmount(text: string): string | null {
  const bare = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}|[\p{L}]{1,4}\.?/gu, "");
  const negative = /^\(.*\)$|^[-−–]|-$/.test(bare);
  const digits = bare.replace(/^\(|\)$|^[-−–+]|-$/g, "");
  if (!/^\d[\d.,]*$/.test(digits)) return null;
  const sign = fractionSign(digits);
  const grouping = sign === "." ? "," : ".";
  const [whole = "", fraction, ...more] = sign === null ? [digits] : digits.split(sign);
  if (
    more.length > 0 ||
    !new RegExp(`^\\d{1,3}(\\${grouping}\\d{3})+$|^\\d+$`).test(sign === null ? plain(whole) : whole)
  )
    return null;
  return plainAmount(`${negative ? "-" : ""}${plain(whole)}${fraction ? `.${fraction}` : ""}`);
}

const plain = (digits: string): string => digits.replace(/[.,]/g, "");

// The last sign begins the fraction, unless it groups thousands: three digits behind it and nothing that says otherwise.
function fractionSign(digits: string): "." | "," | null {
  const signs = digits.replace(/\d/g, "");
  const last = signs.at(-1) as "." | "," | undefined;
  if (!last) return null;
  const groups = /^\d{1,3}([.,]\d{3})+$/.test(digits) && new Set(signs).size === 1;
  return groups && (signs.length > 1 || !digits.startsWith("0")) ? null : last;
}

export const negated = (amount: string): string => new Big(amount).times(-1).toFixed();
