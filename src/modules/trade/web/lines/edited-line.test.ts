import { expect, test } from "vitest";
import { type EditedLine, inOtherCurrency, newLine, problemOf, sumsOf, wishOf } from "./edited-line.ts";

const head = { currency: "EUR", discount: "10", taxIncluded: false, rounding: "document" } as const;
const desk: EditedLine = {
  ...newLine({ id: "desk", title: "Desk" }, undefined),
  price: "300",
  listPrice: "300",
  taxRate: "20",
};

test("sums follow what is typed, with the discount on the whole, and leave out options that are not taken", () => {
  const option: EditedLine = { ...desk, key: "lamp", price: "50", optional: true, chosen: false };
  const { net, tax, gross, lines } = sumsOf([{ ...desk, quantity: "2" }, option], head);
  expect({ net, tax, gross }).toEqual({ net: "540.00", tax: "108.00", gross: "648.00" });
  expect(lines[1]).toMatchObject({ net: "45.00" });
  expect(sumsOf([desk, { ...option, chosen: true }], head).net).toBe("315.00");
});

test("what cannot be read counts as nothing, and is told where it stands", () => {
  const wrong: EditedLine = { ...desk, quantity: null };
  expect(problemOf(wrong)).toMatchObject({ field: "quantity" });
  expect(problemOf({ ...desk, discount: "101" })).toMatchObject({ field: "discount" });
  expect(problemOf(newLine(null, desk))).toMatchObject({ field: "description" });
  expect(sumsOf([wrong, desk], head).net).toBe("270.00");
});

test("a price of the price list is left to it; one that somebody said is sent", () => {
  expect(wishOf(desk, false)).not.toHaveProperty("price");
  expect(wishOf({ ...desk, price: "280" }, false)).toMatchObject({ price: "280", optional: false });
  expect(wishOf(desk, true)).not.toHaveProperty("optional");
  const [listed, said] = inOtherCurrency([desk, { ...desk, price: "280" }]);
  expect([listed?.price, said?.price]).toEqual([null, "280"]);
});
