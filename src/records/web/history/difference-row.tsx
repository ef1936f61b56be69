import { Checkbox } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { useFieldTitle, useObject } from "../metadata.ts";
import styles from "./difference-row.module.css";
import { type Difference, mayHaveBeenLinked } from "./earlier-record.ts";
import { HistoryValue } from "./history-value.tsx";

interface DifferenceRowProps {
  readonly object: string;
  readonly difference: Difference;
  readonly taken?: boolean;
  /** Absent where the earlier value is left out. */
  readonly onToggle?: () => void;
}

/** A field as it is now and as it was earlier, and whether to take it; or why it is left out. */
export function DifferenceRow({ object, difference, taken = false, onToggle }: DifferenceRowProps) {
  const t = useT();
  const definition = useObject(object);
  const { name, now, value, leftOut, lost } = difference;
  const title = useFieldTitle()(object, name);
  const note = leftOut
    ? t(`history.before.left_out.${leftOut}`)
    : lost > 0
      ? t("history.before.lost", { count: lost })
      : mayHaveBeenLinked(definition, difference) && t("history.before.was_empty");
  return (
    <div className={styles.row} data-left-out={leftOut !== undefined || undefined}>
      {onToggle ? (
        <Checkbox size="xs" className={styles.field} label={title} checked={taken} onChange={onToggle} />
      ) : (
        <span className={styles.field}>{title}</span>
      )}
      <dl className={styles.values}>
        <div>
          <dt>{t("history.before.now")}</dt>
          <dd>
            <HistoryValue object={object} name={name} value={now} />
          </dd>
        </div>
        <span className={styles.arrow} aria-hidden="true">
          →
        </span>
        <div>
          <dt>{t("history.before.then")}</dt>
          <dd>
            <HistoryValue object={object} name={name} value={value} />
          </dd>
        </div>
      </dl>
      {note && <p className={styles.note}>{note}</p>}
    </div>
  );
}
