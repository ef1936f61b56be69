import { expect, test } from "vitest";
import { usualCountries, whereLeads } from "./calling-limits.ts";

test.each([
  ["+35990123456", "Bulgaria"],
  ["+359901234", "Bulgaria, in a length that is not assigned"],
  ["+34806123456", "Spain"],
  ["+78091234567", "Russia"],
  ["+4990012345678", "Germany"],
  ["+19005551234", "North America"],
  ["+447040123456", "a personal number"],
])("%s costs extra: %s", (number) => expect(whereLeads(number).isDear).toBe(true));

test.each([
  ["+359888999000", "BG"],
  ["+79001234567", "RU"],
  ["+34912345678", "ES"],
  ["+18765551234", "JM"],
])("%s leads to %s, and costs what calls cost", (number, country) =>
  expect(whereLeads(number)).toMatchObject({ countries: [country], isDear: false }),
);

test("what belongs to no country leads to none, and a shared code that tells no more to all that share it", () => {
  expect(whereLeads("+88216123456").countries).toEqual([]);
  expect(whereLeads("+979881234567").countries).toEqual([]);
  expect(whereLeads("+11234567890").countries.length).toBeGreaterThan(10);
});

test("a line calls its own country and the organisation's, and where one of them is in the economic area all of it", () => {
  expect(usualCountries("RU", "+74950000000")).toEqual(["RU"]);
  expect(usualCountries("RU", "+35924000000")).toEqual(expect.arrayContaining(["BG", "DE", "RU"]));
  expect(usualCountries("BG", null)).toContain("ES");
  expect(usualCountries("BG", null)).not.toContain("GB");
});
