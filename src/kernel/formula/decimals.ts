/**
 * Numbers of formulas: decimals with ten digits behind the point and fewer than 31 before it, held as whole numbers of
 * the smallest unit. What grows beyond is null; what lies between two of them is rounded, half away from zero, as
 * PostgreSQL's `round(x, 10)` does.
 */
export type Decimal = bigint;

const digits = 10;
const one = 10n ** BigInt(digits);
const bound = 10n ** 30n * one;

/** Reads `-12.5`; null where it is no number or too large. */
export function readDecimal(text: string): Decimal | null {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) return null;
  const [, sign, whole = "", fraction = ""] = found;
  const scaled = BigInt(whole + fraction) * one;
  const value = divideRounded(scaled, 10n ** BigInt(fraction.length));
  return within(sign === "-" ? -value : value);
}

/** Writes a decimal without idle zeros: `-12.5`. */
export function writeDecimal(value: Decimal): string {
  const size = abs(value);
  const fraction = (size % one).toString().padStart(digits, "0").replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${size / one}${fraction && `.${fraction}`}`;
}

export const add = (a: Decimal, b: Decimal): Decimal | null => within(a + b);
export const multiply = (a: Decimal, b: Decimal): Decimal | null => within(divideRounded(a * b, one));
export const divide = (a: Decimal, b: Decimal): Decimal | null =>
  b === 0n ? null : within(divideRounded(a * one, b));
/** What is left of a division, with the sign of what was divided. */
export const remainder = (a: Decimal, b: Decimal): Decimal | null => (b === 0n ? null : a % b);
export const abs = (value: Decimal): Decimal => (value < 0n ? -value : value);
export const floor = (value: Decimal): Decimal | null => within(value - modulo(value));
export const ceil = (value: Decimal): Decimal | null => within(value + modulo(-value));

/** Rounds to `places` behind the point; a negative number of places rounds before it. */
export function round(value: Decimal, places: Decimal): Decimal | null {
  const unit = 10n ** BigInt(digits - wholeWithin(places, -30, digits));
  return within(divideRounded(value, unit) * unit);
}

/** The whole part of a decimal, no less than `least` and no more than `most`. */
export function wholeWithin(value: Decimal, least: number, most: number): number {
  const whole = value / one;
  if (whole < BigInt(least)) return least;
  return whole > BigInt(most) ? most : Number(whole);
}

export const fromWhole = (value: number): Decimal => BigInt(value) * one;

function within(value: Decimal): Decimal | null {
  return abs(value) < bound ? value : null;
}

function modulo(value: Decimal): Decimal {
  return ((value % one) + one) % one;
}

function divideRounded(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [size, by] = [abs(a), abs(b)];
  const rounded = (size * 2n + by) / (by * 2n);
  return negative ? -rounded : rounded;
}
