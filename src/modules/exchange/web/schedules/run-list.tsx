import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Schedule, ScheduleRun } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import webhooks from "../webhooks/webhooks.module.css";
import { runsQuery } from "./schedule-queries.ts";
import { ScheduleState } from "./schedule-state.tsx";
import styles from "./schedules.module.css";

/** When it is due, and what came of the times before. */
export function RunList({ schedule }: { readonly schedule: Schedule }) {
  const t = useT();
  const { data: runs = [] } = useQuery(runsQuery(schedule.id));
  return (
    <>
      <ScheduleState schedule={schedule} />
      {runs.length === 0 && <p className={webhooks.text}>{t("schedules.runs.none")}</p>}
      <ul className={webhooks.list} aria-label={t("schedules.runs.title")}>
        {runs.map((run) => (
          <Run key={run.id} run={run} />
        ))}
      </ul>
    </>
  );
}

const tones = { waiting: "off", running: "off", done: "well", failed: "bad" } as const;

function Run({ run }: { readonly run: ScheduleRun }) {
  const t = useT();
  const { dateTime } = useFormat();
  const again = run.next_try_at && run.attempts > 0;
  return (
    <li className={styles.run}>
      <span className={styles.when}>{dateTime(run.due_at)}</span>
      <span className={styles.what}>
        <span className={webhooks.state} data-tone={tones[run.state]}>
          {t(`schedules.runs.${run.state}`, { count: run.files.length })}
          {again && ` · ${t("schedules.runs.again", { when: dateTime(run.next_try_at ?? "") })}`}
        </span>
        {run.problem && <span>{run.problem}</span>}
        {run.files.map((file) => (
          <span key={file.name}>
            {file.import ? <Link to={`/imports/${file.import}`}>{file.name}</Link> : file.name}
            {file.problem && <span className={webhooks.quiet}> – {file.problem}</span>}
          </span>
        ))}
      </span>
    </li>
  );
}
