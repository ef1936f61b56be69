import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { reckon, type Sold, splitAmount } from "./reckoning.ts";

const cents = fc.integer({ min: -5_000_000, max: 50_000_000 });
const amountOf = (whole: number) => new Big(whole).div(100).toFixed(2);
const sum = (amounts: readonly string[]) => amounts.reduce((all, one) => all.plus(one), new Big(0));
const percent = fc
  .integer({ min: 0, max: 10_000 })
  .map((hundredths) => new Big(hundredths).div(100).toFixed());
const tiers = fc
  .tuple(
    percent,
    fc.array(fc.record({ from: percent.filter((from) => from !== "0"), rate: percent }), { maxLength: 4 }),
  )
  .map(([rate, others]) => [{ from: "0", rate }, ...new Map(others.map((one) => [one.from, one])).values()]);
const sold = fc
  .array(
    fc.record({
      amount: cents.map(amountOf),
      day: fc.constantFrom("2030-01-05", "2030-01-06", "2030-01-20"),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((one, at): Sold => ({ ...one, entry: `${at}`.padStart(3, "0"), share: "100" })));
const quota = fc.option(fc.integer({ min: 1, max: 40_000_000 }).map(amountOf));

test("the parts of a split add up to the amount, and none is a cent from its share", () => {
  fc.assert(
    fc.property(
      cents,
      fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 12 }),
      (whole, weights) => {
        const amount = amountOf(whole);
        const parts = splitAmount(
          amount,
          weights.map((weight) => new Big(weight).div(100).toFixed()),
        );
        expect(sum(parts).toFixed(2)).toBe(amount);
        const all = weights.reduce((total, weight) => total + weight, 0);
        for (const [at, weight] of weights.entries())
          expect(Math.abs(Number(parts[at]) - (Number(amount) * weight) / all)).toBeLessThan(0.0101);
      },
    ),
  );
});

test("slices add up to what was sold and to what the whole of it is worth, in whatever order it is told", () => {
  fc.assert(
    fc.property(sold, tiers, quota, (all, steps, goal) => {
      const earned = reckon(all, steps, goal);
      expect(sum(earned.map(({ base }) => base)).toFixed(2)).toBe(
        sum(all.map(({ amount }) => amount)).toFixed(2),
      );
      expect(sum(earned.map(({ amount }) => amount)).toFixed(2)).toBe(
        plainly(sum(all.map(({ amount }) => amount)), steps, goal),
      );
      for (const one of all)
        expect(
          sum(earned.filter(({ entry }) => entry === one.entry).map(({ base }) => base)).toFixed(2),
        ).toBe(one.amount);
      expect(reckon(all.toReversed(), steps, goal)).toEqual(earned);
    }),
  );
});

/** The worth of a sum, cent by tier, by another way: the rate of a tier counts for what lies between its begin and the next. */
function plainly(total: Big, steps: readonly { from: string; rate: string }[], goal: string | null): string {
  const [first, ...others] = steps;
  if (goal === null || total.lt(0))
    return total
      .times(first?.rate ?? 0)
      .div(100)
      .round(2)
      .toFixed(2);
  const begins = [
    { at: new Big(0), rate: first?.rate ?? "0" },
    ...others
      .toSorted((one, other) => Number(one.from) - Number(other.from))
      .map(({ from, rate }) => ({ at: new Big(goal).times(from).div(100).round(2), rate })),
  ];
  let worth = new Big(0);
  for (const [at, { at: begin, rate }] of begins.entries()) {
    const end = begins[at + 1]?.at ?? total;
    const top = end.lt(total) ? end : total;
    if (top.gt(begin)) worth = worth.plus(top.minus(begin).times(rate).div(100));
  }
  return worth.round(2).toFixed(2);
}

test("what lies beyond the target is earned at the next rate, and a deal across it is told in two parts", () => {
  const steps = [
    { from: "0", rate: "5" },
    { from: "100", rate: "8" },
  ];
  const all: Sold[] = [
    { entry: "a", day: "2030-01-05", amount: "800.00", share: "100" },
    { entry: "b", day: "2030-01-10", amount: "400.00", share: "50" },
  ];
  expect(reckon(all, steps, "1000")).toEqual([
    { entry: "a", base: "800.00", share: "100", rate: "5", amount: "40.00" },
    { entry: "b", base: "200.00", share: "50", rate: "5", amount: "10.00" },
    { entry: "b", base: "200.00", share: "50", rate: "8", amount: "16.00" },
  ]);
});
