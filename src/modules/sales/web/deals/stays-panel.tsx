import type { LinkValue } from "#records/contract";
import { type RecordSlotProps, useLiveRecords, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./panels.module.css";

const day = 86_400_000;

/** In which stages a deal stood, and for how long: the longer a bar, the longer the stay. */
export function StaysPanel({ record: deal }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const filter = { field: "deal", op: "is", value: deal.id } as const;
  const { rows } = useRecords("stage_change", { filter, sort: "entered_at", limit: 100 });
  useLiveRecords("stage_change");
  const isClosed = deal.closed_on !== null && deal.closed_on !== undefined;
  const stays = rows.map((row) => {
    const from = Date.parse(String(row.entered_at));
    // Of a closed deal the last stay is the outcome, which has no length.
    const until = row.left_at ? Date.parse(String(row.left_at)) : isClosed ? from : Date.now();
    return {
      id: row.id,
      title: (row.stage as LinkValue | null)?.title ?? "…",
      from,
      days: Math.max(0, (until - from) / day),
    };
  });
  const longest = Math.max(1, ...stays.map(({ days }) => days));
  return (
    <ul className={styles.list}>
      {stays.map(({ id, title, from, days }) => (
        <li key={id} className={styles.stay}>
          <span className={styles.stayName} title={title}>
            {title}
          </span>
          <span className={styles.bar} aria-hidden>
            <span style={{ width: `${Math.max(2, (100 * days) / longest)}%` }} />
          </span>
          <span className={styles.length} title={format.dateTime(new Date(from).toISOString())}>
            {t("sales.stays.days", { count: Math.floor(days) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
