import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayAfter,
  dayBefore,
  daysLater,
  lengthOf,
  periodAt,
  periodKinds,
  periodsBetween,
} from "./periods.ts";
import { amountOfLine, chargeOf } from "./pro-rata.ts";
import { movementsOf, recurringOn } from "./recurring-revenue.ts";
import type { Terms, TermsLine } from "./terms.ts";

const beginning = "2026-01-01";
const dayOf = (offset: number) => daysLater(beginning, offset);
const someDay = fc.integer({ min: 0, max: 1200 }).map(dayOf);
const kind = fc.constantFrom(...periodKinds);
const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => new Big(cents).div(100).toFixed(2));

const line = fc
  .record({
    from: fc.integer({ min: 0, max: 900 }),
    days: fc.option(fc.integer({ min: 0, max: 500 })),
    price: amount,
    quantity: fc.integer({ min: 1, max: 20 }),
    discount: fc.constantFrom("0", "10", "33.3"),
  })
  .map(
    ({ from, days, price, quantity, discount }): TermsLine => ({
      id: String(from),
      from: dayOf(from),
      until: days === null ? null : dayOf(from + days),
      price,
      quantity: String(quantity),
      discount,
    }),
  );
const pause = fc
  .record({ from: fc.integer({ min: 0, max: 900 }), days: fc.option(fc.integer({ min: 0, max: 100 })) })
  .map(({ from, days }) => ({ from: dayOf(from), until: days === null ? null : dayOf(from + days) }));
const terms: fc.Arbitrary<Terms> = fc.record({
  startsOn: fc.constant(beginning),
  trialEndsOn: fc.option(fc.integer({ min: 0, max: 60 }).map(dayOf)),
  endsOn: fc.option(fc.integer({ min: 0, max: 1000 }).map(dayOf)),
  every: kind,
  decimals: fc.constantFrom(0, 2, 3),
  lines: fc.array(line, { maxLength: 5 }),
  pauses: fc.array(pause, { maxLength: 3 }),
});

describe("periods", () => {
  it("follow each other without a gap, whatever the day they begin on", () => {
    fc.assert(
      fc.property(someDay, kind, someDay, (first, every, later) => {
        const period = periodAt(first, every, later);
        expect(period.from <= later && later <= period.until).toBe(true);
        const next = periodAt(first, every, dayAfter(period.until));
        expect(dayBefore(next.from)).toBe(period.until);
      }),
    );
  });

  it("from the 31st begin on the last day of shorter months, and on the 31st again", () => {
    const periods = periodsBetween("2026-01-31", "month", { from: "2026-01-31", until: "2026-05-01" }, 10);
    expect(periods.map(({ from }) => from)).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
  });
});

describe("pro rata", () => {
  const half = {
    startsOn: "2026-04-01",
    trialEndsOn: null,
    endsOn: null,
    every: "month",
    decimals: 2,
    pauses: [],
  } as const;
  const one = { id: "a", quantity: "1", price: "100", discount: "0", from: "2026-04-01", until: null };

  it("charges the days there are: half of April is half of it", () => {
    const april = periodAt("2026-04-01", "month", "2026-04-20");
    expect(chargeOf({ ...half, endsOn: "2026-04-15", lines: [one] }, one, april)).toBe("50.00");
    expect(chargeOf({ ...half, trialEndsOn: "2026-04-10", lines: [one] }, one, april)).toBe("66.67");
    expect(
      chargeOf({ ...half, lines: [one], pauses: [{ from: "2026-04-11", until: "2026-04-20" }] }, one, april),
    ).toBe("66.66");
  });

  it("adds up to the whole period to the cent, wherever it is cut, and however often", () => {
    fc.assert(
      fc.property(
        amount,
        kind,
        someDay,
        fc.array(fc.nat(400), { maxLength: 5 }),
        fc.constantFrom(0, 2, 3),
        (price, every, first, cuts, decimals) => {
          const period = periodAt(first, every, first);
          const days = [...new Set(cuts.map((cut) => 1 + (cut % (lengthOf(period) - 1))))].sort(
            (a, b) => a - b,
          );
          const begins = [0, ...days].map((offset) => daysLater(period.from, offset));
          const lines = begins.map((from, index) => {
            const next = begins[index + 1];
            return {
              id: from,
              quantity: "1",
              price,
              discount: "0",
              from,
              until: next ? dayBefore(next) : null,
            };
          });
          const all = {
            startsOn: first,
            trialEndsOn: null,
            endsOn: null,
            every,
            decimals,
            lines,
            pauses: [],
          };
          const charged = lines.reduce((sum, each) => sum.plus(chargeOf(all, each, period)), new Big(0));
          expect(charged.eq(amountOfLine(lines[0]!, decimals))).toBe(true);
        },
      ),
    );
  });

  it("charges a pause and the days around it together as the whole", () => {
    fc.assert(
      fc.property(amount, fc.nat(29), fc.nat(29), (price, from, until) => {
        const [first, last] = [Math.min(from, until), Math.max(from, until)].map((offset) =>
          daysLater("2026-04-01", offset),
        );
        const april = { from: "2026-04-01", until: "2026-04-30" };
        const each = { ...one, price };
        const away = { ...half, lines: [each], pauses: [{ from: first!, until: last! }] };
        const only = { ...one, price, from: first!, until: last! };
        const rest = new Big(chargeOf({ ...half, lines: [only] }, only, april));
        expect(rest.plus(chargeOf(away, each, april)).toFixed(2)).toBe(new Big(price).toFixed(2));
      }),
    );
  });
});

describe("recurring revenue", () => {
  it("is at any day what its movements until then add up to", () => {
    fc.assert(
      fc.property(terms, fc.array(someDay, { minLength: 1, maxLength: 10 }), (agreed, days) => {
        const movements = movementsOf(agreed);
        for (const day of days) {
          const sum = movements
            .filter((one) => one.day <= day)
            .reduce((total, one) => total.plus(one.amount), new Big(0));
          expect(sum.toFixed()).toBe(recurringOn(agreed, day).toFixed());
        }
      }),
    );
  });

  it("begins once, and each movement goes the way that its kind says", () => {
    fc.assert(
      fc.property(terms, (agreed) => {
        const movements = movementsOf(agreed);
        expect(movements.filter(({ kind: one }) => one === "new").length).toBe(movements.length > 0 ? 1 : 0);
        for (const { kind: one, amount: by } of movements)
          expect(Number(by) > 0).toBe(one === "new" || one === "expansion" || one === "reactivation");
      }),
    );
  });

  it("tells a price change from a pause and an end", () => {
    const agreed: Terms = {
      startsOn: "2026-01-01",
      trialEndsOn: "2026-01-14",
      endsOn: "2026-12-31",
      every: "year",
      decimals: 2,
      lines: [
        { id: "a", quantity: "2", price: "600", discount: "0", from: "2026-01-01", until: "2026-05-31" },
        { id: "b", quantity: "2", price: "660", discount: "0", from: "2026-06-01", until: null },
      ],
      pauses: [{ from: "2026-08-01", until: "2026-08-31" }],
    };
    expect(movementsOf(agreed).map(({ day, kind: one, amount: by }) => `${day} ${one} ${by}`)).toEqual([
      "2026-01-15 new 100.00",
      "2026-06-01 expansion 10.00",
      "2026-08-01 churn -110.00",
      "2026-09-01 reactivation 110.00",
      "2027-01-01 churn -110.00",
    ]);
  });
});
