/** Chance that comes out the same every time, so that two demonstrations are alike (mulberry32). */
export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly one: <T>(of: readonly T[]) => T;
  /** True in `percent` of a hundred cases. */
  readonly happens: (percent: number) => boolean;
}

export function chanceFrom(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    between,
    one: (of) => of[between(0, of.length - 1)] as (typeof of)[number],
    happens: (percent) => next() * 100 < percent,
  };
}
