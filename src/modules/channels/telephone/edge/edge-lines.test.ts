import { expect, test } from "vitest";
import { inOrder } from "./edge-lines.ts";

test.each([
  [[], ["b", "a"], ["b", "a"]],
  [
    ["b", "a"],
    ["a", "b"],
    ["b", "a"],
  ],
  [
    ["b", "a"],
    ["c", "a"],
    ["a", "c"],
  ],
  [["b"], [], []],
])("the address that is called stays as long as the name leads to it: %j, %j", (before, now, ordered) =>
  expect(inOrder(before, now)).toEqual(ordered),
);
