import Big from "big.js";
import type { Tier } from "../contract/commission.ts";

/** What a seller sold: the whole amount and which part of it is theirs. */
export interface Sold {
  readonly entry: string;
  readonly day: string;
  /** The seller's part, to the cent; less than nothing where something is taken back. */
  readonly amount: string;
  readonly share: string;
}

/** A slice of what was sold that falls into one tier. */
export interface Earned {
  readonly entry: string;
  readonly base: string;
  readonly share: string;
  readonly rate: string;
  readonly amount: string;
}

/**
 * Splits an amount of money by shares. `amount` is decimal text and is rounded to the cent first (half away from zero); `shares` are
 * positive numbers in any unit, a hundred percent together or not. Answers a part a share, in their order, as text with two decimals:
 * each is cut towards zero, and the cents that are left go to the largest remainders (Hare–Niemeyer), of equal ones to the later, so
 * that the parts add up to the amount. Shares of nothing together get nothing.
 */
export function splitAmount(amount: string, shares: readonly string[]): readonly string[] {
  const whole = shares.reduce((sum, share) => sum.plus(share), new Big(0));
  if (whole.eq(0)) return shares.map(() => "0.00");
  const cents = new Big(amount).times(100).round();
  const exact = shares.map((share) => cents.times(share).div(whole));
  const floors = exact.map((part) => part.round(0, Big.roundDown));
  const left = floors.reduce((rest, part) => rest.minus(part), cents).toNumber();
  const byRemainder = exact
    .map((part, at) => ({
      at,
      rest: part
        .minus(floors[at] ?? 0)
        .abs()
        .toNumber(),
    }))
    .sort((one, other) => other.rest - one.rest || one.at - other.at);
  const given = new Set(byRemainder.slice(0, Math.abs(left)).map(({ at }) => at));
  return floors.map((part, at) =>
    part
      .plus(given.has(at) ? Math.sign(left) : 0)
      .div(100)
      .toFixed(2),
  );
}

/**
 * What is earned by what was sold, in the order of days: each part of it at the rate of the tier that it falls into. `quota` is money as
 * decimal text, null where the seller has none: then all is earned at the rate of the first tier. A tier begins at `from` percent
 * of the quota, rounded to the cent, and pays `rate` percent. Amounts are money with two decimals, rounded half away from zero; each slice is worth
 * the difference of what all up to its end and all up to its beginning is worth, so that the slices add up to the whole. What takes
 * something back runs through the tiers backwards. Throws nothing for what the contract's schemas let through.
 */
export function reckon(
  sold: readonly Sold[],
  tiers: readonly Tier[],
  quota: string | null,
): readonly Earned[] {
  const bands = bandsOf(tiers, quota);
  const inOrder = sold.toSorted(
    (one, other) => compare(one.day, other.day) || compare(one.entry, other.entry),
  );
  const earned: Earned[] = [];
  let at = new Big(0);
  for (const { entry, amount, share } of inOrder) {
    const end = at.plus(amount);
    for (const { from, until, rate } of slices(bands, at, end))
      earned.push({
        entry,
        base: until.minus(from).toFixed(2),
        share,
        rate,
        amount: worth(bands, until).minus(worth(bands, from)).toFixed(2),
      });
    at = end;
  }
  return earned;
}

interface Band {
  /** What was sold before it begins; the first has no beginning. */
  readonly from: Big | null;
  readonly rate: string;
}

function bandsOf(tiers: readonly Tier[], quota: string | null): readonly Band[] {
  const [first, ...others] = tiers.toSorted((one, other) => Number(one.from) - Number(other.from));
  const bands: Band[] = [{ from: null, rate: first?.rate ?? "0" }];
  if (quota === null) return bands;
  return [
    ...bands,
    ...others.map(({ from, rate }) => ({ from: new Big(quota).times(from).div(100).round(2), rate })),
  ];
}

/** What all that was sold up to `sold` is worth, to the cent. */
function worth(bands: readonly Band[], sold: Big): Big {
  const sum = bands.reduce((total, { from, rate }, at) => {
    const next = bands[at + 1]?.from;
    const top = next && sold.gt(next) ? next : sold;
    const part = from === null ? top : top.minus(from);
    return from !== null && part.lt(0) ? total : total.plus(part.times(rate));
  }, new Big(0));
  return sum.div(100).round(2);
}

/** The way from one sum to another, cut where a tier begins; backwards too. */
function slices(
  bands: readonly Band[],
  begin: Big,
  end: Big,
): readonly { from: Big; until: Big; rate: string }[] {
  const up = end.gte(begin);
  const [low, high] = up ? [begin, end] : [end, begin];
  const cuts = bands.flatMap(({ from }) => (from !== null && from.gt(low) && from.lt(high) ? [from] : []));
  const places = [low, ...cuts, high];
  const parts = places.slice(1).map((until, at) => ({ from: places[at] as Big, until }));
  return (up ? parts : parts.map(({ from, until }) => ({ from: until, until: from })).reverse())
    .filter(({ from, until }) => !from.eq(until))
    .map((part) => ({ ...part, rate: rateAt(bands, up ? part.from : part.until) }));
}

function rateAt(bands: readonly Band[], sold: Big): string {
  return bands.findLast(({ from }) => from === null || from.lte(sold))?.rate ?? "0";
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
