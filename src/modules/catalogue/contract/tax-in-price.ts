import { decimalsOf } from "./currency-decimals.ts";
import { amountText, million, millionths, quotient } from "./fixed-point.ts";

interface Told {
  /** Whether the price has the tax in it, and whether it is wanted so. */
  readonly included: boolean;
  readonly wanted: boolean;
  /** Of the tax, in percent. */
  readonly rate: string;
  readonly currency: string;
}

/** A price with its tax told without it, or one without told with it; to a hundredth of the smallest coin, trailing zeros left away. */
export function priceAs(price: string, { included, wanted, rate, currency }: Told): string {
  if (included === wanted) return price;
  const hundred = 100n * million;
  const whole = hundred + millionths(rate);
  const [times, by] = wanted ? [whole, hundred] : [hundred, whole];
  const decimals = decimalsOf(currency) + 2;
  const exact = quotient(millionths(price) * times * 10n ** BigInt(decimals), by * million);
  return amountText(exact, decimals).replace(/\.?0+$/, "");
}
