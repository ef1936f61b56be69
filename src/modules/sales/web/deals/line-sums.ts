import Big from "big.js";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";

/** What a product of a deal comes to: quantity × price × (1 − discount / 100); null without a price. */
export function lineSum(line: RecordData): Money | null {
  const price = line.price as Money | null | undefined;
  if (!price) return null;
  const amount = Big(String(line.quantity ?? "1"))
    .times(price.amount)
    .times(Big(100).minus(Number(line.discount ?? 0)))
    .div(100);
  return { amount: amount.toFixed(), currency: price.currency };
}

/** The sum of all lines, rounded to hundredths as the server does; null when there is none or currencies mix. */
export function sumOf(lines: readonly RecordData[]): Money | "several_currencies" | null {
  const sums = lines.map(lineSum).filter((sum) => sum !== null);
  const [first] = sums;
  if (!first) return null;
  if (sums.some(({ currency }) => currency !== first.currency)) return "several_currencies";
  const total = sums.reduce((all, { amount }) => all.plus(amount), Big(0));
  return { amount: total.toFixed(2), currency: first.currency };
}
