import Big from "big.js";
import { categories, type ForecastFigures } from "../contract/forecast.ts";
import type { Sum } from "../contract/scope.ts";

/** What deals of a seller come to in a category. */
export interface CategorySum {
  readonly owner: string | null;
  /** Null, as the month is, where the sums are not told apart by them. */
  readonly pipeline: string | null;
  /** Its first day. */
  readonly month: string | null;
  readonly category: "won" | (typeof categories)[number];
  readonly count: number;
  readonly elsewhere: number;
  readonly amount: string;
  readonly weighted: string;
  /** Null where too little is known of how deals go. */
  readonly expected: string | null;
}

const kinds = ["won", ...categories] as const;

/** Whether the sums know what such deals came to in the past. */
export function areExpected(sums: readonly CategorySum[]): boolean {
  return sums.length > 0 && sums.every(({ expected }) => expected !== null);
}

/** Adds up sums of sellers to the figures of one line of the forecast. */
export function figuresOf(
  sums: readonly CategorySum[],
  { amountsSeen, isKnown }: { amountsSeen: boolean; isKnown: boolean },
): ForecastFigures {
  const byKind = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      sumOf(
        sums.filter(({ category }) => category === kind),
        amountsSeen,
      ),
    ]),
  );
  const counted = sums.filter(({ category }) => category !== "omitted");
  return {
    ...(byKind as Record<(typeof kinds)[number], Sum>),
    weighted: amountsSeen ? added(counted.map(({ weighted }) => weighted)) : null,
    expected: amountsSeen && isKnown ? added(counted.map(({ expected }) => expected ?? "0")) : null,
  };
}

function sumOf(sums: readonly CategorySum[], amountsSeen: boolean): Sum {
  return {
    count: sums.reduce((all, { count }) => all + count, 0),
    amount: amountsSeen ? added(sums.map(({ amount }) => amount)) : null,
    elsewhere: sums.reduce((all, { elsewhere }) => all + elsewhere, 0),
  };
}

function added(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2);
}
