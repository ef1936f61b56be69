import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type QueueHoursShown, readQueueHours } from "#channels/contract";
import { type RecordSlotProps, useObject, useRecordRights } from "#records/web";
import { type ApiProblem, call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { HoursDialog } from "./hours-dialog.tsx";
import styles from "./queues.module.css";

/** When the people of a queue are there, on its page. */
export function QueueHours({ record }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const [changing, setChanging] = useState(false);
  const { change } = useRecordRights(useObject("queue"), record);
  const { data } = useQuery<QueueHoursShown, ApiProblem>({
    queryKey: ["queue_hours", record.id],
    queryFn: () => call(readQueueHours, { params: { id: record.id } }),
  });
  if (!data) return null;
  const { hours, outside, opens_at: opensAt } = data;
  const answers = Object.values(outside).some(Boolean);
  const days = Map.groupBy(hours, ({ day }) => day);
  return (
    <div className={styles.hours}>
      <p>
        {hours.length === 0
          ? t("inbox.hours.always")
          : opensAt
            ? t("inbox.hours.closed", { at: format.dateTime(opensAt) })
            : t("inbox.hours.open")}
      </p>
      {hours.length > 0 && (
        <dl className={styles.days}>
          {[...days].sort(byDay).map(([day, ofDay]) => (
            <div key={day}>
              <dt>{t(`chats.days.${day}`)}</dt>
              <dd>{format.list(ofDay.map(({ from, to }) => `${from}–${to}`))}</dd>
            </div>
          ))}
        </dl>
      )}
      {answers && hours.length > 0 && <p>{t("inbox.hours.answers")}</p>}
      {change && !record.archived_at && (
        <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
          {t("inbox.hours.change")}
        </Button>
      )}
      {changing && <HoursDialog queue={record.id} before={data} onClose={() => setChanging(false)} />}
    </div>
  );
}

function byDay([one]: readonly [number, unknown], [other]: readonly [number, unknown]): number {
  return one - other;
}
