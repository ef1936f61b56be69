import Big from "big.js";
import type { Money } from "#kernel/money";
import type { Total } from "#records/contract";

/** Sums of one field by currency, as `Total.sums` gives them for money; plain numbers stand under "". */
export type Sums = Readonly<Record<string, string>>;

export function sumsOf(total: Total | undefined, field: string | undefined): Sums {
  const sums = field ? total?.sums[field] : undefined;
  if (sums === undefined) return {};
  return typeof sums === "string" ? { "": sums } : sums;
}

export function added(sums: Sums, value: unknown, sign: 1 | -1): Sums {
  const money = amountOf(value);
  if (!money) return sums;
  const sum = new Big(sums[money.currency] ?? 0).plus(new Big(money.amount).times(sign));
  return { ...sums, [money.currency]: sum.toFixed() };
}

export function weighted(sums: Sums, weight: number): Sums {
  return Object.fromEntries(
    Object.entries(sums).map(([currency, sum]) => [currency, new Big(sum).times(weight).toFixed(2)]),
  );
}

/** Largest first: the first is shown, the others are told on demand. */
export function inOrder(sums: Sums): readonly Money[] {
  return Object.entries(sums)
    .map(([currency, amount]) => ({ currency, amount }))
    .filter((one) => !new Big(one.amount).eq(0))
    .sort((left, right) => new Big(right.amount).cmp(left.amount));
}

function amountOf(value: unknown): Money | null {
  if (typeof value === "string" || typeof value === "number") return { amount: String(value), currency: "" };
  if (typeof value !== "object" || value === null || !("amount" in value)) return null;
  const { amount, currency } = value as Partial<Money>;
  return amount ? { amount, currency: currency ?? "" } : null;
}
