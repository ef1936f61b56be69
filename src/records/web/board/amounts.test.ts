import { expect, it } from "vitest";
import { added, inOrder, sumsOf, weighted } from "./amounts.ts";

const total = { group: "s1", count: 2, sums: { amount: { EUR: "1200.50", USD: "80" } } };

it("a column's sum follows a card before the server has answered, without a cent lost", () => {
  const sums = sumsOf(total, "amount");
  expect(added(sums, { amount: "0.10", currency: "EUR" }, 1)).toEqual({ EUR: "1200.6", USD: "80" });
  expect(added(sums, { amount: "80", currency: "USD" }, -1)).toEqual({ EUR: "1200.50", USD: "0" });
  expect(added(sums, null, 1)).toBe(sums);
});

it("the weighted sum is the sum by the chance of the stage", () => {
  expect(weighted(sumsOf(total, "amount"), 0.25)).toEqual({ EUR: "300.13", USD: "20.00" });
});

it("shows the largest currency first and none that is nothing", () => {
  expect(inOrder({ USD: "80", EUR: "1200.50", GBP: "0" }).map((one) => one.currency)).toEqual(["EUR", "USD"]);
});
