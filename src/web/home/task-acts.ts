import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dayIn } from "#kernel/period";
import { completeTask } from "#customers/contract";
import { actsOf, useChangeRecord, useUndo } from "#records/web";
import type { RecordData } from "#records/contract";
import { callAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { dayAfter } from "./task-groups.ts";

/** Marks tasks as done at once, and takes it back by "Undo"; `completed` are the ones gone from the list. */
export function useCompleting(): { completed: ReadonlySet<string>; complete: (task: RecordData) => void } {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();
  const [completed, setCompleted] = useState<ReadonlySet<string>>(new Set());
  const asDone = (id: string, done: boolean) =>
    setCompleted((before) => new Set(done ? [...before, id] : [...before].filter((one) => one !== id)));
  const readAnew = () => client.invalidateQueries({ queryKey: ["records", "task"] });

  const complete = async (task: RecordData) => {
    asDone(task.id, true);
    try {
      const done = await callAct(completeTask, { params: { id: task.id } });
      notifyDone(t("home.tasks.completed", { title: String(task.subject) }), {
        undo: () => undo(actsOf(done)),
      });
      await readAnew();
      // From here on the list itself no longer has it.
      asDone(task.id, false);
    } catch (error) {
      asDone(task.id, false);
      notifyProblem(error);
    }
  };
  return { completed, complete: (task) => void complete(task) };
}

/** Moves a task to tomorrow, at the time of day it had. */
export function usePostponing(): (task: RecordData) => void {
  const change = useChangeRecord("task");
  const { timeZone } = useSession().user;
  return (task) => void change(task, { due_at: tomorrow(task.due_at, timeZone, new Date()) });
}

/** The same time of day as `due` has, on the day after today; nine in the morning where it has none. */
export function tomorrow(due: unknown, timeZone: string, now: Date): string {
  const target = dayAfter(dayIn(timeZone, now));
  const from = typeof due === "string" ? new Date(due) : nineOClock(timeZone, now);
  const days = (Date.parse(target) - Date.parse(dayIn(timeZone, from))) / 86_400_000;
  return new Date(from.getTime() + days * 86_400_000).toISOString();
}

function nineOClock(timeZone: string, now: Date): Date {
  const hour = Number(
    new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(now),
  );
  const instant = new Date(now.getTime() + (9 - hour) * 3_600_000);
  instant.setUTCMinutes(0, 0, 0);
  return instant;
}
