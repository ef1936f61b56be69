import { useEffect, useState } from "react";
import { allOf } from "#kernel/filter";
import { dayIn } from "#kernel/period";
import { useRecords } from "#records/web";
import type { RecordData } from "#records/contract";
import { useSession } from "#web/session.ts";
import { dueIn, shownOf, type TaskGroup } from "./task-groups.ts";
import { ownedBy, type Whose } from "./whose.ts";

const fields = ["subject", "kind", "priority", "due_at", "done_at", "party", "deal", "owner"];

export interface GroupOfTasks {
  readonly group: TaskGroup;
  /** The first of them. */
  readonly tasks: readonly RecordData[];
  /** How many there are in all. */
  readonly count: number;
}

/** Open tasks by when they are due, without those in `completed`; undefined until they are there. */
export function useTasks(whose: Whose, completed: ReadonlySet<string>): readonly GroupOfTasks[] | undefined {
  const overdue = useTasksOf("overdue", whose, completed);
  const today = useTasksOf("today", whose, completed);
  const next = useTasksOf("next", whose, completed);
  const someday = useTasksOf("someday", whose, completed);
  const groups = [overdue, today, next, someday];
  return groups.some((group) => group === undefined)
    ? undefined
    : groups.filter((group) => group !== undefined);
}

function useTasksOf(
  group: TaskGroup,
  whose: Whose,
  completed: ReadonlySet<string>,
): GroupOfTasks | undefined {
  const today = useToday();
  const filter = allOf(ownedBy(whose), { field: "done_at", op: "empty" }, dueIn(group, today));
  // A few more than are shown, so that the next is there at once when one is done.
  const limit = shownOf[group] + 8;
  const { rows, count, isPending } = useRecords("task", {
    filter,
    sort: "due_at",
    fields,
    limit,
    count: true,
  });
  if (isPending) return undefined;
  const left = rows.filter((task) => !completed.has(task.id));
  const gone = rows.length - left.length;
  return { group, tasks: left.slice(0, shownOf[group]), count: (count?.value ?? rows.length) - gone };
}

/** The user's day; it changes at midnight on a screen that is left open. */
function useToday(): string {
  const { timeZone } = useSession().user;
  const [today, setToday] = useState(() => dayIn(timeZone));
  useEffect(() => {
    const timer = setInterval(() => setToday(dayIn(timeZone)), 60_000);
    return () => clearInterval(timer);
  }, [timeZone]);
  return today;
}
