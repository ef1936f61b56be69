import { Anchor, Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { allOf } from "#kernel/filter";
import { useLiveRecords, useRecords } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useShell } from "../frame/shell.ts";
import styles from "./home.module.css";
import { Section } from "./section.tsx";
import { useCompleting, usePostponing } from "./task-acts.ts";
import { groupTasks, taskGroups } from "./task-groups.ts";
import { TaskLine } from "./task-line.tsx";
import { ownedBy, type Whose } from "./whose.ts";

const shown = 60;
const fields = ["subject", "kind", "priority", "due_at", "done_at", "party", "deal", "owner"];

/** What to do: overdue, today, next. J and K walk through it, D is done, T is tomorrow. */
export function Tasks({ whose }: { whose: Whose }) {
  const t = useT();
  const format = useFormat();
  const { timeZone } = useSession().user;
  const list = useRef<HTMLDivElement>(null);
  const filter = allOf(ownedBy(whose), { field: "done_at", op: "empty" });
  const tasks = useRecords("task", {
    filter: filter ?? null,
    sort: "due_at",
    fields,
    limit: shown,
    count: true,
  });
  useLiveRecords("task");
  const { completed, complete } = useCompleting();
  const postpone = usePostponing();
  const left = useMemo(() => tasks.rows.filter((task) => !completed.has(task.id)), [tasks.rows, completed]);
  const groups = useMemo(() => groupTasks(left, timeZone, new Date()), [left, timeZone]);
  const mayComplete = useCan("tasks:complete");

  const focused = () =>
    left.find(
      ({ id }) =>
        id ===
        (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-task]")?.dataset.task,
    );
  const act = (run: (task: (typeof left)[number]) => void) => () => {
    const task = focused();
    if (!task) return;
    step(list.current, 1);
    run(task);
  };
  useKeys(
    {
      j: () => step(list.current, 1),
      k: () => step(list.current, -1),
      d: mayComplete ? act(complete) : undefined,
      t: act(postpone),
    },
    { j: t("home.keys.down"), k: t("home.keys.up"), d: t("home.keys.done"), t: t("home.keys.tomorrow") },
    { group: t("home.keys.title") },
  );

  const total = (tasks.count?.value ?? tasks.rows.length) - completed.size;
  const beyond = total - [...groups.values()].reduce((sum, inGroup) => sum + inGroup.length, 0);
  return (
    <Section
      title={t("home.tasks.title")}
      count={total > 0 ? format.number(total) : undefined}
      aside={<AllTasks />}
    >
      {tasks.isPending ? (
        <LinesComing />
      ) : left.length === 0 ? (
        <NoTasks />
      ) : (
        <div ref={list} className={`${styles.card} ${styles.tasks}`}>
          {taskGroups.map((group) => {
            const inGroup = groups.get(group) ?? [];
            if (inGroup.length === 0) return null;
            return (
              <div key={group} role="group" aria-label={t(`home.tasks.${group}`)}>
                <h3 className={styles.group} data-group={group}>
                  {t(`home.tasks.${group}`)}
                  <span>{format.number(inGroup.length)}</span>
                </h3>
                {inGroup.map((task) => (
                  <TaskLine
                    key={task.id}
                    task={task}
                    group={group}
                    showOwner={whose !== "mine"}
                    onComplete={mayComplete ? () => complete(task) : undefined}
                  />
                ))}
              </div>
            );
          })}
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
  return (
    <div className={styles.card}>
      <EmptyState
        icon="checkbox"
        title={t("home.tasks.none")}
        text={t("home.tasks.none_text")}
        action={
          <Button variant="default" onClick={() => create("task")}>
            {t("home.tasks.new")}
          </Button>
        }
      />
    </div>
  );
}

export function LinesComing() {
  return (
    <div className={styles.card} aria-busy="true">
      <div className={styles.coming}>
        {["70%", "52%", "63%"].map((width) => (
          <Skeleton key={width} height={12} width={width} />
        ))}
      </div>
    </div>
  );
}

function step(list: HTMLElement | null, by: 1 | -1): void {
  const lines = [...(list?.querySelectorAll<HTMLElement>("[data-task] a[data-line]") ?? [])];
  const at = lines.findIndex((line) => line.closest("[data-task]")?.contains(document.activeElement));
  lines[at < 0 ? 0 : Math.max(0, Math.min(lines.length - 1, at + by))]?.focus();
}
