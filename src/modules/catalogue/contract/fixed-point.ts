/**
 * Decimal numbers of documents as whole millionths: quantities, prices and percents have up to six decimals, and
 * whole numbers of any length are exact and quick. Amounts are whole smallest units of their currency.
 */
export const million = 1_000_000n;

/** `12.5` → 12500000n. Throws a RangeError on what is no decimal text of up to six decimals. */
export function millionths(decimal: string): bigint {
  return parsed(decimal, 6);
}

/** `12.5` of a currency with two decimals → 1250n; more decimals than the currency has are an error. */
export function units(amount: string, decimals: number): bigint {
  return parsed(amount, decimals);
}

/** 1250n in a currency with two decimals → `12.50`. */
export function amountText(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return amount < 0n ? `-${text}` : text;
}

/** A quotient to the nearest whole number, halves away from zero, as merchants and tax offices round. */
export function quotient(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [above, below] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (2n * above + below) / (2n * below);
  return negative ? -rounded : rounded;
}

export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);

function parsed(decimal: string, decimals: number): bigint {
  const [, sign, whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal) ?? [];
  if (whole === "" || /[1-9]/.test(fraction.slice(decimals)))
    throw new RangeError(`no decimal number of ${decimals} decimals: ${decimal}`);
  const value = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return sign === "-" ? -value : value;
}
