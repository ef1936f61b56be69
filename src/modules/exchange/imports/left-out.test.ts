import { expect, test } from "vitest";
import { LeftOutCounts } from "./left-out.ts";

test("what is left out is counted by name and reason, beyond fifty names together", () => {
  const left = new LeftOutCounts();
  for (let at = 0; at < 1000; at++) left.add({ name: `List ${at}`, reason: "empty" });
  for (let at = 0; at < 3; at++) left.add({ name: "List 0", reason: "empty" });
  const told = left.told();
  expect(told).toHaveLength(51);
  expect(told[0]).toEqual({ name: "List 0", reason: "empty", count: 4 });
  expect(told[50]).toEqual({ name: "…", reason: "unknown", count: 950 });
});
