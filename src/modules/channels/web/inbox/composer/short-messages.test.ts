import { expect, test } from "vitest";
import { shortMessages } from "./short-messages.ts";

test("a text is as many short messages as its letters take", () => {
  const of = (letter: string, count: number) => shortMessages(letter.repeat(count));
  expect([of("a", 0), of("a", 160), of("a", 161), of("a", 306), of("a", 307)]).toEqual([0, 1, 2, 2, 3]);
  expect([of("ж", 70), of("ж", 71), of("ж", 134), of("ж", 135)]).toEqual([1, 2, 2, 3]);
  expect([of("€", 80), of("€", 81), of("ñ", 160), of("á", 71)]).toEqual([1, 2, 1, 2]);
});
