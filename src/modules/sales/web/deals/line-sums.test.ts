import { expect, it } from "vitest";
import { lineSum, sumOf } from "./line-sums.ts";

const line = (quantity: string, amount: string, discount: number, currency = "EUR") => ({
  id: "1",
  version: 1,
  quantity,
  discount,
  price: { amount, currency },
});

it("a line comes to quantity times price less the discount, to the last digit", () => {
  expect(lineSum(line("3", "19.99", 10))).toEqual({ amount: "53.973", currency: "EUR" });
  expect(lineSum({ id: "1", version: 1, price: null })).toBeNull();
});

it("lines are summed before they are rounded, and never across currencies", () => {
  expect(sumOf([line("3", "19.99", 10), line("1", "0.1", 0), line("1", "0.2", 0)])).toEqual({
    amount: "54.27",
    currency: "EUR",
  });
  expect(sumOf([line("1", "1", 0), line("1", "1", 0, "USD")])).toBe("several_currencies");
  expect(sumOf([])).toBeNull();
});
