import { expect, it } from "vitest";
import { cardHeight, cardsAcross, stepOf } from "./gallery-layout.ts";

it("as many cards stand side by side as there is room for, and never none", () => {
  expect([0, 300, 555, 556, 1420].map((width) => cardsAcross(width, 12))).toEqual([1, 1, 1, 2, 5]);
});

it("a card is as tall as the fields it shows, up to its most", () => {
  expect(cardHeight(0)).toBeLessThan(cardHeight(1));
  expect(cardHeight(20)).toBe(cardHeight(6));
});

it("arrows go to the card beside, above and below", () => {
  expect(["ArrowLeft", "ArrowDown", "ArrowUp", "j", "x"].map((key) => stepOf(key, 4))).toEqual([
    -1,
    4,
    -4,
    1,
    undefined,
  ]);
});
