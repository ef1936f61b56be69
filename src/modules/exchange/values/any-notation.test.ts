import { Temporal } from "temporal-polyfill";
import fc from "fast-check";
import { expect, test } from "vitest";
import { notationOf, readDate, readDateTime } from "./dates.ts";
import { type DecimalSign, decimalSignOf, readNumber } from "./numbers.ts";

const whole = fc.integer({ min: 0, max: 999_999_999_999 });
const hundredths = fc.integer({ min: 0, max: 99 }).map((cents) => String(cents).padStart(2, "0"));
const sign = fc.constantFrom<DecimalSign>(".", ",");

test("an amount reads alike however it is grouped, signed and marked", () => {
  const before = fc.constantFrom("", "$", "€ ", "EUR ", "\u00a0");
  const after = fc.constantFrom("", " €", " лв.", " USD", " %", "\u00a0");
  fc.assert(
    fc.property(
      whole,
      hundredths,
      sign,
      fc.boolean(),
      before,
      after,
      (units, cents, point, grouped, head, tail) => {
        const group = point === "." ? "," : ".";
        const digits = grouped ? String(units).replace(/\B(?=(\d{3})+$)/g, group) : String(units);
        const expected = `${units}.${cents}`;
        const written = `${digits}${point}${cents}`;
        const oneMark = head.trim() ? `${head}${written}` : `${written}${tail}`;
        expect(readNumber(oneMark, point)).toBe(expected);
        const negative = /^0+\.0+$/.test(expected) ? expected : `-${expected}`;
        expect(readNumber(`-${written}`, point)).toBe(negative);
        expect(readNumber(`(${written})`, point)).toBe(negative);
      },
    ),
  );
});

test("the sign before the fraction is found in a column of amounts with cents", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(whole, hundredths), { minLength: 1 }), sign, (amounts, point) => {
      const samples = amounts.map(([units, cents]) => `${units}${point}${cents}`);
      expect(decimalSignOf(samples)).toBe(point);
    }),
  );
});

test("what is no number is never taken for one", () => {
  fc.assert(
    fc.property(fc.string(), sign, (text, point) => {
      const read = readNumber(text, point);
      if (read !== null) expect(read).toMatch(/^-?\d+(\.\d+)?$/);
    }),
  );
});

const day = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2069-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const separator = fc.constantFrom(".", "/", "-", " ");

test("a day reads alike in each notation, with two or four digits of the year", () => {
  fc.assert(
    fc.property(day, separator, fc.boolean(), (date, between, short) => {
      const [year = "", month = "", dayOfMonth = ""] = date.split("-");
      const shown = short ? year.slice(2) : year;
      expect(readDate([dayOfMonth, month, shown].join(between), "dmy")).toBe(date);
      expect(readDate([month, dayOfMonth, shown].join(between), "mdy")).toBe(date);
      expect(readDate([year, month, dayOfMonth].join(between), "ymd")).toBe(date);
      expect(readDate(year + month + dayOfMonth, "ymd")).toBe(date);
    }),
  );
});

test("a column is read in the notation it was written in where one of its days can be read no other way", () => {
  const telling = fc.tuple(fc.integer({ min: 13, max: 28 }), fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(fc.array(telling, { minLength: 1 }), fc.constantFrom("dmy", "mdy"), (days, notation) => {
      const samples = days.map(([date, month]) =>
        notation === "dmy" ? `${date}/${month}/2024` : `${month}/${date}/2024`,
      );
      expect(notationOf(samples)).toBe(notation);
    }),
  );
});

test("what is no day is never taken for one", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("dmy", "mdy", "ymd"), (text, notation) => {
      const read = readDate(text, notation);
      if (read !== null) expect(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read);
    }),
  );
});

test("an instant without a zone is the local time where the file comes from", () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 4, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      (date, hour, minute) => {
        const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        const read = readDateTime(`${date} ${time}`, "ymd", "Europe/Sofia");
        const local = new Intl.DateTimeFormat("sv-SE", {
          timeZone: "Europe/Sofia",
          dateStyle: "short",
          timeStyle: "short",
        }).format(new Date(read ?? ""));
        expect(local).toBe(`${date} ${time}`);
      },
    ),
  );
});

test("there are the days that the calendar has, and no others", () => {
  for (const year of [0, 50, 1899, 1900, 2000, 2023, 2024, 9999])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const two = (number: number) => String(number).padStart(2, "0");
        const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
        const fields = { year, month, day };
        const isThere = (() => {
          try {
            return Temporal.PlainDate.from(fields, { overflow: "reject" }).toString() === text;
          } catch {
            return false;
          }
        })();
        expect(readDate(text, "ymd")).toBe(isThere ? text : null);
      }
});
