import { expect, test } from "vitest";
import { definitionDifferences } from "./definition-differences.ts";

test("of a definition is told what became otherwise; a switch of which nothing was said was off", () => {
  const before = { type: "text", label: { en: "Level" }, custom: true };
  const after = { type: "text", label: { en: "Grade" }, custom: true, unique: true, required: false };
  expect(definitionDifferences(before, after)).toEqual([
    { property: "label", from: { en: "Level" }, to: { en: "Grade" } },
    { property: "unique", from: false, to: true },
  ]);
});

test("of what is new all is told that somebody chose", () => {
  const made = { type: "choice", options: ["a"], column: "x_level", custom: true };
  expect(definitionDifferences(null, made)).toEqual([
    { property: "type", from: null, to: "choice" },
    { property: "options", from: null, to: ["a"] },
  ]);
});
