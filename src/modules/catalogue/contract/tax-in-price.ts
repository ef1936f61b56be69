import { million, millionths, quotient } from "./fixed-point.ts";

/** A price with its tax told without it, or one without told with it; to six decimals, trailing zeros left away. */
export function priceAs(
  price: string,
  { included, wanted, rate }: { readonly included: boolean; readonly wanted: boolean; readonly rate: string },
): string {
  if (included === wanted) return price;
  const hundred = 100n * million;
  const whole = hundred + millionths(rate);
  const exact = wanted
    ? quotient(millionths(price) * whole, hundred)
    : quotient(millionths(price) * hundred, whole);
  const digits = exact.toString().padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, "");
}
