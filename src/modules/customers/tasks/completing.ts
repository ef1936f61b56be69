import { AppError } from "#kernel/error";
import { get, update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import { customerEvents } from "../contract/events.ts";

/** Marks a task as done. `already_done` when it is. */
export async function completeTask(work: Work, id: string): Promise<RecordData> {
  await taskThat(work, id, "open");
  const task = await update(work, "task", id, { done_at: work.now.toISOString() }, { governed: true });
  work.emit({ name: customerEvents.taskCompleted, object: "task", records: [id] });
  return task;
}

/** Takes back that a task is done. */
export async function reopenTask(work: Work, id: string): Promise<RecordData> {
  await taskThat(work, id, "done");
  const task = await update(work, "task", id, { done_at: null }, { governed: true });
  work.emit({ name: customerEvents.taskReopened, object: "task", records: [id] });
  return task;
}

async function taskThat(work: Work, id: string, state: "open" | "done"): Promise<void> {
  const task = await get(work, "task", id);
  if (!permits(work.actor.rights, "tasks:complete")) throw new AppError("not_allowed");
  if ((task["done_at"] !== null) !== (state === "done")) throw new AppError("already_done");
}
