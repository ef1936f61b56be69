import { describe, expect, it } from "vitest";
import { byDay, type CalendarEntry, placeOf, sideBySide } from "./layout.ts";

const entry = (title: string, start: number | null, minutes = 60, day = "2026-11-21"): CalendarEntry => ({
  key: title,
  source: "task",
  object: "task",
  field: "due_at",
  record: { id: title, version: 1 },
  title,
  day,
  start,
  minutes,
  done: false,
});

describe("entries of a calendar", () => {
  it("stand under their day, whole days before hours", () => {
    const days = byDay([
      entry("late", 900),
      entry("whole day", null),
      entry("early", 480),
      entry("other", 0, 60, "2026-11-22"),
    ]);
    expect(days.get("2026-11-21")?.map((one) => one.title)).toEqual(["whole day", "early", "late"]);
    expect(days.get("2026-11-22")).toHaveLength(1);
  });

  it("that overlap share the width of the day, and the next one has it alone", () => {
    const placed = sideBySide([
      entry("a", 540, 90),
      entry("b", 560, 30),
      entry("c", 600, 30),
      entry("d", 720),
    ]);
    expect(placed.map(({ entry: one, lane, lanes }) => [one.title, lane, lanes])).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 1, 2],
      ["d", 0, 1],
    ]);
  });

  it("take the day of the user's zone, not of the server's", () => {
    expect(placeOf("2026-11-21T23:15:00Z", "date_time", "Europe/Moscow")).toEqual({
      day: "2026-11-22",
      start: 135,
    });
    expect(placeOf("2026-11-21", "date", "America/New_York")).toEqual({ day: "2026-11-21", start: null });
    expect(placeOf(null, "date", "UTC")).toBeNull();
  });
});
