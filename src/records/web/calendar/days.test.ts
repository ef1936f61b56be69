import { describe, expect, it } from "vitest";
import { addDays, addMonths, instantAt, monthOf, wallTime, weekOf, weekStartOf } from "./days.ts";

describe("days of a calendar", () => {
  it("shows a month in whole weeks that start on Monday", () => {
    const weeks = monthOf("2026-11-21", 1);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.[0]).toBe("2026-10-26");
    expect(weeks.at(-1)?.at(-1)).toBe("2026-12-06");
  });

  it("shows a February that fills four weeks in four rows", () => {
    expect(monthOf("2027-02-10", 1)).toHaveLength(4);
  });

  it("starts a week on Sunday where people do so", () => {
    expect(weekOf("2026-11-21", 0)[0]).toBe("2026-11-15");
    expect(weekStartOf("en", "US")).toBe(0);
    expect(weekStartOf("ru", "RU")).toBe(1);
    expect(weekStartOf("bg")).toBe(1);
  });

  it("counts days over the end of a year and months into a shorter one", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });

  it("reads the clock on the wall of a zone, and finds the instant back", () => {
    expect(wallTime("2026-11-21T22:30:00Z", "Europe/Sofia")).toEqual({ day: "2026-11-22", minutes: 30 });
    expect(instantAt("2026-11-22", 30, "Europe/Sofia")).toBe("2026-11-21T22:30:00.000Z");
  });

  it("keeps the hour of a meeting that is moved over the change of summer time", () => {
    const { minutes } = wallTime("2026-10-24T06:00:00Z", "Europe/Sofia");
    expect(minutes).toBe(9 * 60);
    expect(instantAt("2026-10-26", minutes, "Europe/Sofia")).toBe("2026-10-26T07:00:00.000Z");
  });
});
