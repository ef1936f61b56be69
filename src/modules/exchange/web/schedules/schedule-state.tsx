import { IconAlertTriangle, IconClock, IconPlayerPause } from "@tabler/icons-react";
import type { Schedule } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../webhooks/webhooks.module.css";

/** When a schedule is due next, or why it is not. */
export function ScheduleState({ schedule }: { readonly schedule: Schedule }) {
  const t = useT();
  const { dateTime } = useFormat();
  const { next_at, off_reason, last_run } = schedule;
  const [Icon, tone, text] = next_at
    ? last_run?.state === "waiting" && last_run.problem
      ? ([IconAlertTriangle, "warning", t("schedules.state.again")] as const)
      : ([IconClock, "on", t("schedules.state.next", { when: dateTime(next_at) })] as const)
    : off_reason === "failing"
      ? ([IconAlertTriangle, "bad", t("schedules.state.failing")] as const)
      : ([IconPlayerPause, "off", t("schedules.state.off")] as const);
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon size={16} stroke={1.5} aria-hidden />
      {text}
    </span>
  );
}
