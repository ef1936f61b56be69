import Big from "big.js";
import { documentSums, shareOfLine } from "#catalogue/contract";

export interface Taxed {
  readonly net: string;
  readonly tax: string;
  readonly rate: string;
  readonly treatment: string | null;
}

/** An amount with tax, shared among the rates of tax that lines bear, in proportion to what each comes to; the parts add up to it. */
export function amountByTax(lines: readonly Taxed[], amount: string, decimals: number): Taxed[] {
  const groups = [
    ...Map.groupBy(lines, ({ rate, treatment }) => `${new Big(rate).toFixed()} ${treatment}`).values(),
  ];
  const weights = groups.map((some) =>
    some.reduce((sum, { net, tax }) => sum.plus(net).plus(tax), new Big(0)),
  );
  const whole = { quantity: total(weights).toFixed(), net: amount, tax: "0" };
  return groups.flatMap((some, index) => {
    const before = total(weights.slice(0, index)).toFixed();
    const gross = shareOfLine(whole, (weights[index] ?? new Big(0)).toFixed(), before, decimals).net;
    const { rate = "0", treatment = null } = some[0] ?? {};
    const [sums] = documentSums(
      [{ quantity: "1", price: gross, discount: "0", tax: { key: treatment ?? "", rate } }],
      {
        decimals,
        taxIncluded: true,
        rounding: "line",
      },
    ).lines;
    return sums && !new Big(gross).eq(0) ? [{ net: sums.net, tax: sums.tax, rate, treatment }] : [];
  });
}

const total = (amounts: readonly Big[]): Big => amounts.reduce((sum, amount) => sum.plus(amount), new Big(0));
