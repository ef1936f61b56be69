import { expect, test } from "vitest";
import { formatFor } from "./format.ts";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("money keeps every cent that the server sent, however large", () => {
  const { money } = formatFor("en-GB", "UTC");
  expect(money({ amount: "900719925474099.25", currency: "EUR" })).toBe("€900,719,925,474,099.25");
  expect(money({ amount: "1200.00", currency: "EUR" }, { whole: true })).toBe("€1,200");
});

test("numbers, money and days are written as the language writes them", () => {
  const bulgarian = formatFor("bg", "Europe/Sofia");
  expect(plain(bulgarian.money({ amount: "12400", currency: "EUR" }))).toBe("12 400,00 €");
  const russian = formatFor("ru", "Europe/Moscow");
  expect(plain(russian.date("2020-05-04"))).toBe("4 мая 2020 г.");
  expect(plain(russian.percent(12.5))).toBe("12,5 %");
});

test("a birthday is the same day everywhere, an instant goes by the time zone", () => {
  expect(formatFor("en-GB", "America/Los_Angeles").date("2020-05-04")).toBe("4 May 2020");
  expect(formatFor("en-GB", "America/Los_Angeles").date("2020-05-04T02:00:00Z")).toBe("3 May 2020");
});

test("for how long one waits is said in few letters, and never in none", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const { since } = formatFor("en-GB", "UTC");
  expect(["11:59:50", "11:13:00", "08:20:00"].map((at) => since(`2026-11-21T${at}Z`, now))).toEqual([
    "1m",
    "47m",
    "3h",
  ]);
  expect(plain(formatFor("ru", "UTC").since("2026-11-18T12:00:00Z", now))).toBe("3 дн.");
});

test("how long ago is said in the largest unit that fits", () => {
  const { relative } = formatFor("en-GB", "UTC");
  const now = new Date("2026-11-21T12:00:00Z");
  expect(relative("2026-11-21T11:55:00Z", now)).toBe("5 minutes ago");
  expect(relative("2026-11-20T11:00:00Z", now)).toBe("yesterday");
  expect(relative("2026-11-24", now)).toBe("in 3 days");
});
