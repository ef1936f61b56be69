import { dayIn } from "#kernel/period";
import type { RecordData } from "#records/contract";

export const taskGroups = ["overdue", "today", "next", "someday"] as const;
export type TaskGroup = (typeof taskGroups)[number];

/** How many of each group the home page shows: what is due comes first, what is far off has its own list. */
const shownOf: Readonly<Record<TaskGroup, number>> = { overdue: 8, today: 16, next: 5, someday: 3 };

/** Tasks by when they are due, as the calendar of `timeZone` says; each group in the order it came in, its first ones. */
export function groupTasks(
  tasks: readonly RecordData[],
  timeZone: string,
  now: Date,
): ReadonlyMap<TaskGroup, readonly RecordData[]> {
  const today = dayIn(timeZone, now);
  const groups = new Map<TaskGroup, RecordData[]>(taskGroups.map((group) => [group, []]));
  for (const task of tasks) groups.get(groupOf(task, today, timeZone))?.push(task);
  for (const [group, all] of groups) all.splice(shownOf[group]);
  return groups;
}

function groupOf(task: RecordData, today: string, timeZone: string): TaskGroup {
  if (typeof task.due_at !== "string") return "someday";
  const day = dayIn(timeZone, new Date(task.due_at));
  if (day < today) return "overdue";
  return day === today ? "today" : "next";
}
