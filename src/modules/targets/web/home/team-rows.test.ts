import { expect, test } from "vitest";
import type { ForecastNode } from "../../contract/forecast.ts";
import { lastWeeks } from "./last-weeks.ts";
import { rowsOf } from "./team-rows.ts";

const nothing = { count: 0, amount: "0", elsewhere: 0 };

function node(
  kind: "all" | "team" | "user",
  id: string | null,
  more: Partial<ForecastNode> = {},
): ForecastNode {
  const figures = { won: nothing, commit: nothing, best_case: nothing, pipeline: nothing, omitted: nothing };
  return {
    subject: { kind, id, title: id },
    parent: null,
    figures: { ...figures, weighted: "0", expected: null },
    before: null,
    submitted: null,
    called: "0",
    target: null,
    maySubmit: false,
    ...more,
  };
}

const nodes = [
  node("all", null),
  node("team", "sales"),
  node("team", "north", { parent: "sales" }),
  node("user", "ahead", { parent: "north", target: "10", called: "15" }),
  node("user", "behind", { parent: "north", target: "10", called: "2" }),
  node("user", "clerk", { parent: "sales" }),
  node("user", "owner", { target: "5", called: "5" }),
];
const counts = {
  stuck: new Map([
    ["behind", 3],
    ["owner", 1],
    [null, 2],
  ]),
  overdue: new Map(),
  no_next_step: new Map(),
};

test("teams stand above those in them, the furthest behind first, with what stands still summed up", () => {
  const rows = rowsOf(nodes, { counts, people: undefined });
  expect(rows.map(({ node: { subject }, depth, troubles }) => [subject.id, depth, troubles.stuck])).toEqual([
    [null, 0, 6],
    ["owner", 1, 1],
    ["sales", 1, 3],
    ["north", 2, 3],
    ["behind", 3, 3],
    ["ahead", 3, 0],
  ]);
});

test("of one's own team stand its people, and teams of which all are in it", () => {
  const rows = rowsOf(nodes, { counts, people: new Set(["ahead", "behind"]) });
  expect(rows.map(({ node: { subject }, depth }) => [subject.id, depth])).toEqual([
    ["north", 0],
    ["behind", 1],
    ["ahead", 1],
  ]);
});

test("a week is told from the snapshot of about a week ago", () => {
  const now = Date.parse("2026-03-12T12:00:00Z");
  const at = (day: string) => ({ id: day, takenAt: `${day}T00:10:00Z` });
  expect(lastWeeks([at("2026-03-09"), at("2026-03-02"), at("2026-02-23")], now)?.id).toBe("2026-03-02");
  expect(lastWeeks([at("2026-03-12"), at("2026-03-09")], now)?.id).toBe("2026-03-09");
  expect(lastWeeks([at("2026-03-12")], now)).toBeUndefined();
});
