import { describe, expect, it } from "vitest";
import type { Total } from "#records/contract";
import { type GroupKey, groupFilter, nextPeriod, readGroupKeys, writeGroupKeys } from "./group-key.ts";
import { type Group, linesIn, stretchAt, stretchesOf } from "./grouped-lines.ts";
import { periodTitle } from "./period-title.ts";
import {
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  link,
  noGrant,
  type ObjectMetadata,
  text,
} from "#records/contract";

const deal: ObjectMetadata = {
  ...defineObject({
    name: "deal",
    plural: "deals",
    table: "deals",
    module: "sales",
    title: "name",
    icon: "cash",
    owned: false,
    columns: ["name"],
    sort: "name",
    fields: {
      name: text(),
      stage: link("stage"),
      source: choice({ options: ["web", "fair"] }),
      urgent: boolean(),
      closed_on: date(),
      seen_at: dateTime(),
    },
  }),
  related: {},
  grant: noGrant,
};

describe("what a list is grouped by", () => {
  it("stands in the address as the totals take it", () => {
    const keys = readGroupKeys("stage,closed_on:quarter", deal);
    expect(keys).toEqual([{ field: "stage" }, { field: "closed_on", unit: "quarter" }]);
    expect(writeGroupKeys(keys)).toBe("stage,closed_on:quarter");
  });

  it("leaves out what is not there, what cannot be grouped by, and what is too much", () => {
    expect(readGroupKeys("name,nothing,seen_at:century,source,urgent", deal)).toEqual([
      { field: "seen_at", unit: "month" },
      { field: "source" },
    ]);
    expect(readGroupKeys(undefined, deal)).toEqual([]);
  });

  it("gives each group the filter of its records", () => {
    const filter = (key: GroupKey, value: string | null) => groupFilter(deal, key, value);
    expect(filter({ field: "stage" }, "id")).toEqual({ field: "stage", op: "is", value: "id" });
    expect(filter({ field: "stage" }, null)).toEqual({ field: "stage", op: "empty" });
    expect(filter({ field: "urgent" }, "false")).toEqual({ field: "urgent", op: "is", value: false });
    expect(filter({ field: "closed_on", unit: "month" }, "2026-12-01")).toEqual({
      and: [
        { field: "closed_on", op: "between", value: { from: "2026-12-01" } },
        { field: "closed_on", op: "before", value: "2027-01-01" },
      ],
    });
  });

  it("knows when the next period begins", () => {
    expect(nextPeriod("2028-02-28", "day")).toBe("2028-02-29");
    expect(nextPeriod("2026-12-28", "week")).toBe("2027-01-04");
    expect(nextPeriod("2026-10-01", "quarter")).toBe("2027-01-01");
    expect(nextPeriod("2026-01-01", "year")).toBe("2027-01-01");
  });

  it("calls periods as one does", () => {
    const t = (key: string | readonly string[], values?: object) =>
      `${String(key)} ${JSON.stringify(values)}`;
    expect(periodTitle("2026-03-01", "month", "en", t)).toBe("March 2026");
    expect(periodTitle("2026-03-01", "month", "ru", t)).toBe("Март 2026 г.");
    expect(periodTitle("2026-03-01", "year", "bg", t)).toBe("2026");
    expect(periodTitle("2026-04-01", "quarter", "es", t)).toContain('"quarter":2');
    expect(periodTitle("2026-03-30", "week", "en", t)).toContain("5 Apr 2026");
  });
});

describe("the lines of a grouped list", () => {
  const group = (name: string, groups?: readonly Group[]): Group => ({
    id: name,
    key: { field: "stage" },
    head: { value: name, title: name, total: { group: name, count: 3, sums: {} } satisfies Total },
    filter: { and: [] },
    ...(groups ? { groups } : {}),
  });
  const [one, two] = [group("one"), group("two")];
  const outer = group("outer", [one, two]);

  it("stand under the heads of what is open, as many as there will be rows", () => {
    const stretches = stretchesOf(
      [outer, group("shut")],
      ({ id }) => id !== "two" && id !== "shut",
      () => 200,
    );
    expect(stretches.map(({ kind, group: { id }, start }) => [kind, id, start])).toEqual([
      ["head", "outer", 0],
      ["head", "one", 1],
      ["rows", "one", 2],
      ["head", "two", 202],
      ["head", "shut", 203],
    ]);
    expect(linesIn(stretches)).toBe(204);
    expect([0, 1, 2, 201, 202, 203].map((line) => stretchAt(stretches, line)?.group.id)).toEqual([
      "outer",
      "one",
      "one",
      "one",
      "two",
      "shut",
    ]);
  });

  it("of nothing are none", () => {
    expect(linesIn([])).toBe(0);
    expect(stretchAt([], 0)).toBeUndefined();
  });
});
