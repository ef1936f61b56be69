import { describe, expect, test } from "vitest";
import { parseTypedDate, parseTypedTime, typedDate } from "./typed-date.ts";
import { parseTypedNumber, typedNumber } from "./typed-number.ts";
import { instantOf, localParts } from "./zoned-time.ts";

describe("a number is read as people write it", () => {
  test.each([
    ["1 234,56", "ru", "1234.56"],
    ["1,234.56", "en", "1234.56"],
    ["1.234,56", "es", "1234.56"],
    ["1,234", "en", "1234"],
    ["1,5", "en", "1.5"],
    ["1.234", "bg", "1234"],
    ["12,5", "bg", "12.5"],
    ["5 000 €", "bg", "5000"],
    ["-7", "en", "-7"],
    ["$ 1,000,000", "en", "1000000"],
    ["007", "en", "7"],
  ])("%s in %s is %s", (text, locale, value) => expect(parseTypedNumber(text, locale)).toBe(value));

  test.each(["", "soon", "1-2", "1.2.3,4,5"])("%s is no number", (text) =>
    expect(parseTypedNumber(text, "en")).toBeNull(),
  );

  test("stands in an input with the locale's point and without needless zeros", () => {
    expect(typedNumber("1500.50", "ru")).toBe("1500,5");
    expect(typedNumber("1500.00", "en")).toBe("1500");
    expect(typedNumber("1500", "en")).toBe("1500");
  });
});

describe("a day is read as people write it", () => {
  const today = "2026-11-21";
  test.each([
    ["2026-05-03", "en-GB", "2026-05-03"],
    ["3.5.", "bg", "2026-05-03"],
    ["3.5.27", "ru", "2027-05-03"],
    ["03/05/2026", "en-GB", "2026-05-03"],
    ["03/05/2026", "en-US", "2026-03-05"],
    ["3 May", "en-GB", "2026-05-03"],
    ["5 мая 2027", "ru", "2027-05-05"],
    ["завтра", "ru", "2026-11-22"],
    ["hoy", "es", "2026-11-21"],
    ["+7", "bg", "2026-11-28"],
    ["12.03.68", "bg", "1968-03-12"],
  ])("%s in %s is %s", (text, locale, value) => expect(parseTypedDate(text, locale, today)).toBe(value));

  test("a day that no calendar has is refused", () =>
    expect(parseTypedDate("31.2.2026", "ru", today)).toBeNull());
  test("stands in an input as the locale writes it", () => {
    expect(typedDate("2026-05-03", "en-GB")).toBe("03/05/2026");
    expect(typedDate("2026-05-03", "bg")).toBe("03.05.2026");
  });
  test.each([
    ["9", "09:00"],
    ["9:30", "09:30"],
    ["930", "09:30"],
    ["2 pm", "14:00"],
    ["25", null],
  ])("the time %s is %s", (text, value) => expect(parseTypedTime(text)).toBe(value));
});

test("nine in the morning in Sofia is the same hour of the day in summer and in winter", () => {
  for (const day of ["2026-07-01", "2026-12-01"]) {
    expect(localParts(instantOf(day, "09:00", "Europe/Sofia"), "Europe/Sofia")).toEqual({
      day,
      time: "09:00",
    });
  }
});
