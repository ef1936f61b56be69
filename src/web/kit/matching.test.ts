import { expect, test } from "vitest";
import { begins, matches } from "./matching.ts";

test("the palette finds a command by the beginnings of its words, in any order and any script", () => {
  expect(matches("Новая сделка", "сд нов")).toBe(true);
  expect(matches("Language: Español", "espan")).toBe(true);
  expect(matches("New deal", "eal")).toBe(false);
  expect(matches("New deal", "")).toBe(true);
});

test("a command that begins as typed is told from one that only has the word", () => {
  expect(begins("Сделки", "сдел")).toBe(true);
  expect(begins("Новая сделка", "сдел")).toBe(false);
});
