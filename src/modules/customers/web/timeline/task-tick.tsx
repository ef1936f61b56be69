import { Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { completeTask, reopenTask, type TimelineEntry } from "#customers/contract";
import { actsOf, useUndo } from "#records/web";
import { callAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { patchEntry } from "./reading.ts";

/** Ticks a task off where it stands; undo opens it again. */
export function TaskTick({ entry }: { readonly entry: TimelineEntry }) {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();
  const can = useCan("tasks:complete");
  const isDone = entry.details.done_at != null;

  async function set(wanted: boolean): Promise<void> {
    const before = entry.details.done_at ?? null;
    show(wanted ? new Date().toISOString() : null);
    try {
      const done = await callAct(wanted ? completeTask : reopenTask, { params: { id: entry.record } });
      void client.invalidateQueries({ queryKey: ["records", "task"] });
      notifyDone(t(wanted ? "timeline.task_done" : "timeline.task_reopened", { title: entry.title ?? "" }), {
        undo: () => undo(actsOf(done)),
      });
    } catch (problem) {
      show(before);
      notifyProblem(problem);
    }
  }

  function show(doneAt: string | null): void {
    patchEntry(client, entry.record, (one) => ({ ...one, details: { ...one.details, done_at: doneAt } }));
  }

  return (
    <Checkbox
      size="xs"
      checked={isDone}
      disabled={!can}
      aria-label={t("timeline.tick", { title: entry.title ?? "" })}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}
