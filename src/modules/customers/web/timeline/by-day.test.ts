import { expect, it } from "vitest";
import { byDay } from "./by-day.ts";

it("groups what happened by the day it was where the user sits", () => {
  const entries = [
    { at: "2026-11-21T22:30:00Z" },
    { at: "2026-11-21T20:00:00Z" },
    { at: "2026-11-20T12:00:00Z" },
  ];
  expect(byDay(entries, "Europe/Sofia").map((group) => [group.day, group.entries.length])).toEqual([
    ["2026-11-22", 1],
    ["2026-11-21", 1],
    ["2026-11-20", 1],
  ]);
  expect(byDay(entries, "America/New_York")).toHaveLength(2);
});
