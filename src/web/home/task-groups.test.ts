import { expect, test } from "vitest";
import { groupTasks } from "./task-groups.ts";

const task = (id: string, due_at: string | null) => ({ id, version: 1, due_at });
const now = new Date("2026-11-21T21:30:00Z");

test("a task is due today by the calendar of the one who looks, not by that of the server", () => {
  const late = [task("a", "2026-11-21T22:30:00Z")];
  expect(groupTasks(late, "Europe/Sofia", now).get("today")).toHaveLength(1);
  expect(groupTasks(late, "Europe/Madrid", now).get("today")).toHaveLength(1);
  expect(groupTasks(late, "Europe/Moscow", now).get("today")).toHaveLength(1);
  expect(groupTasks([task("b", "2026-11-21T20:30:00Z")], "Europe/Moscow", now).get("overdue")).toHaveLength(
    0,
  );
});

test("tasks fall into overdue, today, next and those without a date", () => {
  const groups = groupTasks(
    [
      task("old", "2026-11-20T09:00:00Z"),
      task("now", "2026-11-21T09:00:00Z"),
      task("later", "2026-11-24T09:00:00Z"),
      task("never", null),
    ],
    "UTC",
    now,
  );
  expect([...groups].map(([group, tasks]) => [group, tasks.map(({ id }) => id)])).toEqual([
    ["overdue", ["old"]],
    ["today", ["now"]],
    ["next", ["later"]],
    ["someday", ["never"]],
  ]);
});

test("the home page shows what is due and only the first of what is far off", () => {
  const many = (day: string) =>
    Array.from({ length: 30 }, (_, at) => task(`${day} ${at}`, `${day}T09:00:00Z`));
  const groups = groupTasks(
    [...many("2026-11-01"), ...many("2026-11-21"), ...many("2026-12-24")],
    "UTC",
    now,
  );
  expect([...groups].map(([, tasks]) => tasks.length)).toEqual([8, 16, 5, 0]);
});
