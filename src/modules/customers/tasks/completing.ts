import { AppError } from "#kernel/error";
import { type Change, get, update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import { customerEvents } from "../contract/events.ts";

/** Marks a task as done, now unless told when. `already_done` when it is. */
export async function completeTask(
  work: Work,
  id: string,
  doneAt = work.now.toISOString(),
): Promise<RecordData> {
  await taskThat(work, id, "open");
  const task = await update(work, "task", id, { done_at: doneAt }, { governed: true });
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

/** Makes tasks done or open as they were. */
export async function takeBackDone(work: Work, earlier: readonly Change[]): Promise<void> {
  for (const { id, values } of earlier) {
    const doneAt = values["done_at"];
    await (typeof doneAt === "string" ? completeTask(work, id, doneAt) : reopenTask(work, id));
  }
}

async function taskThat(work: Work, id: string, state: "open" | "done"): Promise<void> {
  const task = await get(work, "task", id);
  if (!permits(work.actor.rights, "tasks:complete")) throw new AppError("not_allowed");
  if ((task["done_at"] !== null) !== (state === "done")) throw new AppError("already_done");
}
