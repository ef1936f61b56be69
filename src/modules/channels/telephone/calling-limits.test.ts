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
  ["+39178123456", "personal numbers of Italy that the tables do not know"],
])("%s costs extra: %s", (number) => expect(whereLeads(number).isDear).toBe(true));

// Exchanges with numbers of one length take no notice of what follows.
test.each([
  ["+4487123456789", "Great Britain"],
  ["+338991234567", "France"],
  ["+4209001234567", "Czechia"],
  ["+32903123456", "Belgium"],
  ["+469391234567890", "Sweden"],
  ["+36901234567", "Hungary"],
  ["+358600123456123", "Finland"],
])("digits behind a number that costs extra make no other of it: %s, %s", (number) =>
  expect(whereLeads(number).isDear).toBe(true),
);

test.each([
  ["+306901123", "the beginning of one that costs extra"],
  ["+30690112345", "the beginning of one that costs extra"],
  ["+385601234", "the beginning of one that costs extra"],
  ["+4911833", "directory enquiries of Germany"],
  ["+49118331", "directory enquiries of Germany, with a digit behind"],
  ["+3411818", "directory enquiries of Spain"],
  ["+33118218", "directory enquiries of France"],
  ["+333617", "a short number of France"],
  ["+43118877", "directory enquiries of Austria"],
  ["+35911800", "directory enquiries of Bulgaria"],
  ["+49115", "a short number of Germany"],
  ["+3590090123456", "the nought of the own country, twice"],
  ["+35909012345", "the nought of the own country"],
])("%s is called no more than what costs extra: %s", (number) =>
  expect(whereLeads(number).isDear).toBe(true),
);

test.each([
  ["+359888999000", "BG"],
  ["+79001234567", "RU"],
  ["+34912345678", "ES"],
  ["+18765551234", "JM"],
  ["+390612345678", "IT"],
  ["+4972212345", "DE"],
  ["+49302345678999", "DE"],
  ["+35970012345", "BG"],
  ["+49180512345", "DE"],
])("%s leads to %s, and costs what calls cost", (number, country) =>
  expect(whereLeads(number)).toMatchObject({ countries: [country], isDear: false }),
);

test("a range that was assigned after the tables were made is called", () =>
  expect(whereLeads("+359979123456")).toMatchObject({ countries: ["BG"], isDear: false }));

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
