import fc from "fast-check";
import { expect, it } from "vitest";
import {
  addDays,
  dayAfter,
  dayBefore,
  dayIn,
  daysOf,
  type RelativePeriod,
  relativePeriods,
} from "./period.ts";

const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const units = ["week", "month", "quarter", "year"] as const;

it("last, this and next week, month, quarter and year follow each other without a gap", () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...units), (today, unit) => {
      const [last, current, next] = (["last", "this", "next"] as const).map((which) =>
        daysOf(`${which}_${unit}` as RelativePeriod, today),
      );
      expect(last?.until).toBe(current?.from);
      expect(current?.until).toBe(next?.from);
      expect(contains(current, today)).toBe(true);
    }),
  );
});

it("a week has seven days from Monday, a month begins on its first, a quarter has three months", () => {
  fc.assert(
    fc.property(day, (today) => {
      const week = daysOf("this_week", today);
      expect(daysIn(week)).toBe(7);
      expect(new Date(week.from).getUTCDay()).toBe(1);
      expect(daysOf("this_month", today).from).toBe(`${today.slice(0, 8)}01`);
      expect(["01-01", "04-01", "07-01", "10-01"]).toContain(daysOf("this_quarter", today).from.slice(5));
      expect(daysOf("this_year", today)).toEqual({
        from: `${today.slice(0, 4)}-01-01`,
        until: `${String(Number(today.slice(0, 4)) + 1).padStart(4, "0")}-01-01`,
      });
    }),
  );
});

it("so many last or next days are that many, with today among them", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 3660 }), (today, count) => {
      for (const span of [daysOf({ last: count }, today), daysOf({ next: count }, today)]) {
        expect(daysIn(span)).toBe(count);
        expect(contains(span, today)).toBe(true);
      }
    }),
  );
});

it("every named period is a span that is not empty", () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...relativePeriods), (today, period) => {
      expect(daysIn(daysOf(period, today))).toBeGreaterThan(0);
    }),
  );
});

it("days are counted over the ends of months and years, there and back", () => {
  expect([dayAfter("2028-02-28"), dayBefore("2027-03-01"), addDays("2026-12-30", 3)]).toEqual([
    "2028-02-29",
    "2027-02-28",
    "2027-01-02",
  ]);
  fc.assert(
    fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => {
      const until = addDays(from, days);
      expect([daysIn({ from, until }), addDays(until, -days)]).toEqual([days, from]);
    }),
  );
});

it("the day is that of the place where one is", () => {
  const instant = new Date("2026-03-28T22:30:00Z");
  expect(dayIn("Europe/Sofia", instant)).toBe("2026-03-29");
  expect(dayIn("America/Mexico_City", instant)).toBe("2026-03-28");
});

function daysIn({ from, until }: { readonly from: string; readonly until: string }): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000;
}

function contains(
  span: { readonly from: string; readonly until: string } | undefined,
  today: string,
): boolean {
  return span !== undefined && span.from <= today && today < span.until;
}
