import type { Filter } from "#kernel/filter";

export const taskGroups = ["overdue", "today", "next", "someday"] as const;
export type TaskGroup = (typeof taskGroups)[number];

/** How many of each group the home page shows: what is due comes first, what is far off has its own list. */
export const shownOf: Readonly<Record<TaskGroup, number>> = { overdue: 8, today: 16, next: 5, someday: 3 };

/** When the tasks of a group are due, on the day `today` (`YYYY-MM-DD`) of the one who asks. */
export function dueIn(group: TaskGroup, today: string): Filter {
  switch (group) {
    case "overdue":
      return { field: "due_at", op: "before", value: today };
    case "today":
      return { field: "due_at", op: "within", value: { period: "today" } };
    case "next":
      return { field: "due_at", op: "after", value: dayAfter(today) };
    case "someday":
      return { field: "due_at", op: "empty" };
  }
}

/** `2026-12-31` is followed by `2027-01-01`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
