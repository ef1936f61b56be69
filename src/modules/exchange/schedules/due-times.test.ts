import { expect, test } from "vitest";
import { rhythm } from "../contract/schedules.ts";
import { nameAt, nextDue } from "./due-times.ts";

const next = (told: object, after: string, zone = "Europe/Sofia") =>
  nextDue(rhythm.parse(told), new Date(after), zone).toISOString();

test("each day at its hour, where the organisation is", () => {
  expect(next({ every: "day", hour: 6 }, "2026-11-26T03:59:59Z")).toBe("2026-11-26T04:00:00.000Z");
  expect(next({ every: "day", hour: 6 }, "2026-11-26T04:00:00Z")).toBe("2026-11-27T04:00:00.000Z");
  expect(next({ every: "day", hour: 0, minute: 30 }, "2026-11-26T23:00:00Z", "America/Lima")).toBe(
    "2026-11-27T05:30:00.000Z",
  );
});

test("an hour that the clocks leave out comes once that day, and one that comes twice too", () => {
  expect(next({ every: "day", hour: 3, minute: 30 }, "2026-03-28T12:00:00Z")).toBe(
    "2026-03-29T01:30:00.000Z",
  );
  expect(next({ every: "day", hour: 3, minute: 30 }, "2026-03-29T01:30:00Z")).toBe(
    "2026-03-30T00:30:00.000Z",
  );
  expect(next({ every: "day", hour: 3, minute: 30 }, "2026-10-24T12:00:00Z")).toBe(
    "2026-10-25T00:30:00.000Z",
  );
  expect(next({ every: "day", hour: 3, minute: 30 }, "2026-10-25T00:30:00Z")).toBe(
    "2026-10-26T01:30:00.000Z",
  );
});

test("each week on its day, each month on its day or the last there is, each hour at its minute", () => {
  expect(next({ every: "week", weekday: 1, hour: 7 }, "2026-11-26T12:00:00Z")).toBe(
    "2026-11-30T05:00:00.000Z",
  );
  expect(next({ every: "month", day: 31, hour: 7 }, "2026-11-26T12:00:00Z")).toBe("2026-11-30T05:00:00.000Z");
  expect(next({ every: "month", day: 31, hour: 7 }, "2027-02-01T12:00:00Z")).toBe("2027-02-28T05:00:00.000Z");
  expect(next({ every: "month", day: 1, hour: 0 }, "2026-12-15T12:00:00Z")).toBe("2026-12-31T22:00:00.000Z");
  expect(next({ every: "hour", minute: 15 }, "2026-11-26T12:15:00Z")).toBe("2026-11-26T13:15:00.000Z");
  expect(next({ every: "hour", minute: 15 }, "2026-11-26T12:14:59Z", "Asia/Kolkata")).toBe(
    "2026-11-26T12:45:00.000Z",
  );
});

test("a file is named by the day where the organisation is", () => {
  expect(nameAt("deals-{date}.csv", new Date("2026-11-26T22:30:00Z"), "Europe/Sofia")).toBe(
    "deals-2026-11-27.csv",
  );
  expect(nameAt("{date}/{time} {date}", new Date("2026-11-26T22:30:00Z"), "UTC")).toBe(
    "2026-11-26/22-30 2026-11-26",
  );
});
