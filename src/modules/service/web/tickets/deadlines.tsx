import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause } from "@tabler/icons-react";
import type { LinkValue, RecordData } from "#records/contract";
import { type RecordSlotProps, useLiveRecords, useOptionTitle, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";

/** What is promised of a ticket: by when, whether it was kept, and by which service level. */
export function Deadlines({ record: ticket }: RecordSlotProps) {
  const t = useT();
  useLiveRecords("ticket");
  const { rows, isPending } = useRecords("ticket_deadline", {
    filter: { field: "ticket", op: "is", value: ticket.id },
    sort: "started_at",
    limit: 50,
  });
  const level = ticket.service_level as LinkValue | null | undefined;
  if (isPending) return null;
  if (rows.length === 0) return <p className={styles.quiet}>{t("service.deadlines.none")}</p>;
  return (
    <>
      <ul className={styles.list}>
        {rows.map((deadline) => (
          <DeadlineLine key={deadline.id} deadline={deadline} />
        ))}
      </ul>
      {level && <p className={styles.quiet}>{t("service.deadlines.by", { level: level.title })}</p>}
    </>
  );
}

const icons = { kept: IconCheck, missed: IconAlertTriangle, running: IconClock, still: IconPlayerPause };

function DeadlineLine({ deadline }: { readonly deadline: RecordData }) {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  const state = stateOf(deadline);
  const at = (deadline.met_at ?? deadline.due_at) as string | null;
  const Icon = icons[state];
  return (
    <li className={styles.deadline} data-state={state}>
      <Icon size={14} stroke={1.5} aria-hidden />
      <span>{option("ticket_deadline", "kind", String(deadline.kind))}</span>
      <span className={styles.when}>
        {t(`service.deadlines.${deadline.met_at && state === "missed" ? "late" : state}`, {
          when: at ? format.dateTime(at) : "",
        })}
      </span>
    </li>
  );
}

function stateOf({ due_at, met_at, missed }: RecordData): keyof typeof icons {
  if (missed === true) return "missed";
  if (met_at) return "kept";
  if (!due_at) return "still";
  return Date.parse(String(due_at)) <= Date.now() ? "missed" : "running";
}
