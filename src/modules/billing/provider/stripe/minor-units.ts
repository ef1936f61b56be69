import Big from "big.js";
import { AppError } from "#kernel/error";

// https://docs.stripe.com/currencies: without decimals, and with three of which the last is 0.
const none = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const three = new Set("BHD JOD KWD OMR TND".split(" "));

const decimalsOf = (currency: string): number => (none.has(currency) ? 0 : three.has(currency) ? 3 : 2);

/** An amount in the smallest unit, as Stripe counts. Throws `field_invalid` for what has a fraction of one. */
export function minorUnits(amount: string, currency: string): string {
  const units = new Big(amount).times(10 ** decimalsOf(currency));
  const step = three.has(currency) ? 10 : 1;
  if (!units.mod(step).eq(0) || units.lte(0)) throw new AppError("field_invalid", { field: "amount" });
  return units.toFixed(0);
}

export function amountOf(units: number, currency: string): string {
  return new Big(units).div(10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
}
