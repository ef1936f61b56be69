import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Schedule } from "#exchange/contract";
import { SettingsScreen } from "#platform/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import styles from "../webhooks/webhooks.module.css";
import { useRhythmText } from "./rhythm-text.ts";
import { schedulesQuery } from "./schedule-queries.ts";
import { ScheduleState } from "./schedule-state.tsx";

/** What is exported and imported by the clock. */
export default function SchedulesScreen() {
  const t = useT();
  const { data } = useQuery(schedulesQuery);
  const make = (
    <Button
      component={Link}
      to="/settings/schedules/new"
      leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
    >
      {t("schedules.new")}
    </Button>
  );
  return (
    <SettingsScreen wide title={t("schedules.title")} actions={data?.data.length ? make : undefined}>
      {data?.data.length === 0 && (
        <EmptyState
          icon="calendar-time"
          title={t("schedules.none")}
          text={t("schedules.none_text")}
          action={make}
        />
      )}
      {data && data.data.length > 0 && (
        <>
          <p className={styles.text}>{t("schedules.text")}</p>
          <ul className={styles.list}>
            {data.data.map((schedule) => (
              <ScheduleLine key={schedule.id} schedule={schedule} />
            ))}
          </ul>
        </>
      )}
    </SettingsScreen>
  );
}

function ScheduleLine({ schedule }: { readonly schedule: Schedule }) {
  const t = useT();
  const rhythmText = useRhythmText();
  return (
    <li>
      <Link to={`/settings/schedules/${schedule.id}`} className={styles.line}>
        <span className={styles.names}>
          <strong>{schedule.name}</strong>
          <span className={styles.quiet}>{rhythmText(schedule.rhythm)}</span>
        </span>
        <span className={styles.quiet}>{t(`schedules.kinds.${schedule.what.kind}`)}</span>
        <ScheduleState schedule={schedule} />
      </Link>
    </li>
  );
}
