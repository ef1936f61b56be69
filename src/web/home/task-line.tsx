import { IconCheck, IconFlag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { LinkValue, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "./home.module.css";
import { useSwipe } from "#web/swipe.ts";
import type { TaskGroup } from "./task-groups.ts";

interface TaskLineProps {
  readonly task: RecordData;
  readonly group: TaskGroup;
  readonly showOwner: boolean;
  readonly onComplete: (() => void) | undefined;
}

/** One thing to do: what, with whom, by when. */
export function TaskLine({ task, group, showOwner, onComplete }: TaskLineProps) {
  const t = useT();
  const subject = String(task.subject ?? "");
  const party = task.party as LinkValue | null;
  const deal = task.deal as LinkValue | null;
  const owner = task.owner as LinkValue | null;
  const { by, isEnough, listeners } = useSwipe(onComplete);
  return (
    <div
      className={styles.line}
      data-task={task.id}
      data-swiped={isEnough || undefined}
      style={by > 0 ? { translate: `${by}px 0` } : undefined}
      {...listeners}
    >
      <button
        type="button"
        className={styles.tick}
        aria-label={t("home.tasks.complete", { title: subject })}
        disabled={!onComplete}
        onClick={onComplete}
      >
        <IconCheck size={12} stroke={2.5} aria-hidden="true" />
      </button>
      <Link to={`/tasks/${task.id}`} className={styles.subject} data-line title={subject}>
        {subject}
      </Link>
      {task.priority === "high" && (
        <IconFlag size={14} stroke={1.5} className={styles.flag} aria-hidden="true" />
      )}
      <span className={styles.with}>
        {party ? (
          <LinkChip value={party} object={party.object ?? "party"} />
        ) : (
          deal && <LinkChip value={deal} object="deal" />
        )}
      </span>
      <When due={task.due_at} group={group} />
      {showOwner && owner && <Avatar name={owner.title} kind="person" size={20} />}
    </div>
  );
}

function When({ due, group }: { due: unknown; group: TaskGroup }) {
  const format = useFormat();
  if (typeof due !== "string") return null;
  return (
    <time className={styles.when} dateTime={due} data-group={group} title={format.dateTime(due)}>
      {group === "today" ? format.time(due) : format.date(due)}
    </time>
  );
}
