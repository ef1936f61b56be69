import fc from "fast-check";
import { expect, test } from "vitest";
import { matches } from "./pattern.ts";

test("a star stands for any letters, a question mark for one, capitals do not count", () => {
  expect(matches("*.csv", "Orders-2026.CSV")).toBe(true);
  expect(matches("orders-????.csv", "orders-2026.csv")).toBe(true);
  expect(matches("orders-*.csv", "customers-1.csv")).toBe(false);
  expect(matches("*", "")).toBe(true);
  expect(matches("a.c", "abc")).toBe(false);
});

test("it finds what a regular expression of the same meaning does, and is quick with any number of stars", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 12 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 }), (pattern, name) => {
      const plain = new RegExp(`^${pattern.replaceAll("?", ".").replaceAll("*", ".*")}$`);
      expect(matches(pattern, name)).toBe(plain.test(name));
    }),
  );
  expect(matches("*a".repeat(100), `${"a".repeat(199)}b`)).toBe(false);
});
