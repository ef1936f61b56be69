import type { Money } from "#kernel/money";
import type { Total } from "#records/contract";

/** The sum of `field` in the organisation's own currency, and those in others. */
export function sumsOf(
  total: Total | undefined,
  field: string,
  currency: string,
): { own: Money; others: readonly Money[] } {
  const byCurrency = total?.sums[field];
  const all = typeof byCurrency === "object" ? Object.entries(byCurrency) : [];
  const others = all
    .filter(([code]) => code !== currency)
    .map(([code, amount]): Money => ({ currency: code, amount }));
  const own = all.find(([code]) => code === currency)?.[1] ?? "0";
  return { own: { currency, amount: own }, others: others.filter(({ amount }) => Number(amount) !== 0) };
}
