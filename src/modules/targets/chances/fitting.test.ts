import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, chanceOf, fit } from "./fitting.ts";

const cellsOf = (kinds: number): fc.Arbitrary<readonly Cell[]> =>
  fc.array(
    fc
      .record({
        kind: fc.nat(kinds - 1),
        other: fc.nat(kinds - 1),
        count: fc.integer({ min: 1, max: 400 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ kind, other, count, part }) => ({
        weights: kind === other ? [kind] : [kind, other],
        count,
        won: Math.round(count * part),
      })),
    { minLength: 1, maxLength: 30 },
  );

/** What is made least, reckoned plainly. */
function loss(cells: readonly Cell[], weights: readonly number[], ridges: readonly number[]): number {
  const [intercept = 0, ...rest] = weights;
  const misfit = cells.reduce((sum, cell) => {
    const chance = chanceOf(cell.weights.reduce((odds, at) => odds + (rest[at] ?? 0), intercept));
    return sum - cell.won * Math.log(chance) - (cell.count - cell.won) * Math.log(1 - chance);
  }, 0);
  return rest.reduce((sum, weight, at) => sum + ((ridges[at] ?? 0) * weight ** 2) / 2, misfit);
}

test("no weights near those found fit better", () => {
  fc.assert(
    fc.property(
      cellsOf(5),
      fc.array(fc.double({ min: 0.5, max: 8, noNaN: true }), { minLength: 5, maxLength: 5 }),
      (cells, ridges) => {
        const all = cells.reduce((sum, { count }) => sum + count, 0);
        const won = cells.reduce((sum, cell) => sum + cell.won, 0);
        // Where all or none were won the intercept would go on for ever.
        fc.pre(won > 0 && won < all);
        const { intercept, weights } = fit(cells, ridges);
        const found = [intercept, ...weights];
        const least = loss(cells, found, ridges);
        for (const [at] of found.entries())
          for (const step of [-0.01, 0.01])
            expect(loss(cells, found.with(at, (found[at] ?? 0) + step), ridges)).toBeGreaterThanOrEqual(
              least - 1e-6 * (1 + Math.abs(least)),
            );
      },
    ),
    { numRuns: 60 },
  );
});

test("what many deals say is believed, what few say hardly", () => {
  const common: Cell = { weights: [], count: 1000, won: 500 };
  const often = fit([common, { weights: [0], count: 2000, won: 1600 }], [4]);
  const once = fit([common, { weights: [0], count: 1, won: 1 }], [4]);
  expect(chanceOf(often.intercept + (often.weights[0] ?? 0))).toBeCloseTo(0.8, 2);
  expect(chanceOf(once.intercept + (once.weights[0] ?? 0))).toBeLessThan(0.56);
});
