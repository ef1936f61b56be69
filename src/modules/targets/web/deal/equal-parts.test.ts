import Big from "big.js";
import { expect, test } from "vitest";
import { inEqualParts } from "./equal-parts.ts";

test("equal parts are the whole, however many share it", () => {
  for (let count = 1; count <= 20; count++) {
    const parts = inEqualParts(Array.from({ length: count }, () => ({})));
    expect(parts.reduce((sum, { share }) => sum.plus(share), new Big(0)).toString()).toBe("100");
    expect(Math.max(...parts.map(({ share }) => Number(share))) - 100 / count).toBeLessThan(0.2);
  }
});
