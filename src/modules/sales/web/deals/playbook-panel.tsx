import { Progress } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { LinkValue } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { readPlaybook } from "#sales/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useLive } from "#web/live.ts";
import { useT } from "#web/texts.ts";
import styles from "./panels.module.css";

/** What is to be done with a deal in its stage, and how far it has come. */
export function PlaybookPanel({ record: deal }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const queryKey = ["playbook", deal.id, (deal.stage as LinkValue | null)?.id ?? ""];
  const { data } = useQuery({ queryKey, queryFn: () => call(readPlaybook, { params: { id: deal.id } }) });
  useLive("task", () => void client.invalidateQueries({ queryKey }));
  if (!data) return null;
  const done = data.steps.filter(({ task }) => task?.done_at).length;
  if (data.steps.length === 0) return <p className={styles.dim}>{t("sales.playbook.none")}</p>;
  return (
    <>
      <div className={styles.progress}>
        <Progress
          size="sm"
          value={(100 * done) / data.steps.length}
          aria-label={t("sales.playbook.progress", { done, all: data.steps.length })}
        />
        <span>{t("sales.playbook.progress", { done, all: data.steps.length })}</span>
      </div>
      <ul className={styles.list}>
        {data.steps.map(({ id, subject, description, task }) => (
          <li key={id} className={styles.step} data-done={Boolean(task?.done_at) || undefined}>
            {task?.done_at ? (
              <IconCircleCheck size={16} stroke={1.5} aria-hidden />
            ) : (
              <IconCircle size={16} stroke={1.5} aria-hidden />
            )}
            <div>
              {task ? <LinkChip value={{ id: task.id, title: subject, object: "task" }} /> : subject}
              {description && <p className={styles.dim}>{description}</p>}
              {task && !task.done_at && (
                <p className={styles.dim}>
                  {[task.owner, task.due_at && format.dateTime(task.due_at)].filter(Boolean).join(" · ")}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
