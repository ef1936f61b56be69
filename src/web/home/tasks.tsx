import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useLiveRecords } from "#records/web";
import type { RecordData } from "#records/contract";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { useCan, useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useShell } from "../frame/shell.ts";
import styles from "./home.module.css";
import { LinesComing } from "./lines-coming.tsx";
import { Section } from "#web/home-section.tsx";
import { useCompleting, usePostponing } from "./task-acts.ts";
import { TaskLine } from "./task-line.tsx";
import { type GroupOfTasks, useTasks } from "./use-tasks.ts";
import type { Whose } from "./whose.ts";

/** What to do: overdue, today, next. J and K walk through it, D is done, T is tomorrow. */
export function Tasks({ whose }: { whose: Whose }) {
  const t = useT();
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  const { completed, complete } = useCompleting();
  const postpone = usePostponing();
  const groups = useTasks(whose, completed);
  useLiveRecords("task");
  const mayComplete = useCan("tasks:complete");
  const mayChange = useGrant("task").change !== "none";

  const onFocused = (run: (task: RecordData) => void) => () => {
    const id = document.activeElement?.closest<HTMLElement>("[data-task]")?.dataset.task;
    const task = groups?.flatMap(({ tasks }) => tasks).find((one) => one.id === id);
    if (!task) return;
    step(list.current, 1);
    run(task);
  };
  useKeys(
    {
      j: () => step(list.current, 1),
      k: () => step(list.current, -1),
      d: mayComplete ? onFocused(complete) : undefined,
      t: mayChange ? onFocused(postpone) : undefined,
    },
    { j: t("home.keys.down"), k: t("home.keys.up"), d: t("home.keys.done"), t: t("home.keys.tomorrow") },
    { group: t("home.keys.title") },
  );

  const total = groups?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const beyond = total - (groups?.reduce((sum, { tasks }) => sum + tasks.length, 0) ?? 0);
  return (
    <Section
      title={t("home.tasks.title")}
      count={total > 0 ? format.number(total) : undefined}
      aside={<AllTasks />}
    >
      {!groups && <LinesComing />}
      {groups && total === 0 && <NoTasks />}
      {groups && total > 0 && (
        <div ref={list} className={`${styles.card} ${styles.tasks}`}>
          {groups.map((group) => (
            <Group
              key={group.group}
              group={group}
              showOwner={whose !== "mine"}
              onComplete={mayComplete ? complete : undefined}
            />
          ))}
          {beyond > 0 && (
            <Link to="/tasks" className={styles.beyond}>
              {t("home.tasks.more", { count: beyond })}
            </Link>
          )}
        </div>
      )}
    </Section>
  );
}

interface GroupProps {
  readonly group: GroupOfTasks;
  readonly showOwner: boolean;
  readonly onComplete: ((task: RecordData) => void) | undefined;
}

function Group({ group: { group, tasks, count }, showOwner, onComplete }: GroupProps) {
  const t = useT();
  const format = useFormat();
  if (tasks.length === 0) return null;
  return (
    <div role="group" aria-label={t(`home.tasks.${group}`)}>
      <h3 className={styles.group} data-group={group}>
        {t(`home.tasks.${group}`)}
        <span>{format.number(count)}</span>
      </h3>
      {tasks.map((task) => (
        <TaskLine
          key={task.id}
          task={task}
          group={group}
          showOwner={showOwner}
          onComplete={onComplete && (() => onComplete(task))}
        />
      ))}
    </div>
  );
}

function AllTasks() {
  const t = useT();
  return (
    <Anchor component={Link} to="/tasks" size="sm" c="dimmed">
      {t("home.tasks.all")}
    </Anchor>
  );
}

function NoTasks() {
  const t = useT();
  const { create } = useShell();
  const mayCreate = useGrant("task").create;
  return (
    <div className={styles.card}>
      <EmptyState
        icon="checkbox"
        title={t("home.tasks.none")}
        text={t("home.tasks.none_text")}
        action={
          mayCreate && (
            <Button variant="default" onClick={() => create("task")}>
              {t("home.tasks.new")}
            </Button>
          )
        }
      />
    </div>
  );
}

function step(list: HTMLElement | null, by: 1 | -1): void {
  const lines = [...(list?.querySelectorAll<HTMLElement>("[data-task] a[data-line]") ?? [])];
  const at = lines.findIndex((line) => line.closest("[data-task]")?.contains(document.activeElement));
  lines[at < 0 ? 0 : Math.max(0, Math.min(lines.length - 1, at + by))]?.focus();
}
