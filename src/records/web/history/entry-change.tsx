import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { HistoryEntry, RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useChangeRecord } from "../changing.tsx";
import { isWritable, useFieldTitle, useObject } from "../metadata.ts";
import { sameValue } from "../record-values.ts";
import { HistoryValue } from "./history-value.tsx";
import styles from "./record-history.module.css";

interface EntryChangeProps {
  /** Of the record itself, or of the part of it that the entry tells of. */
  readonly object: string;
  readonly record: RecordData;
  readonly name: string;
  readonly entry: HistoryEntry;
}

/** What a field was and became; the earlier value of the record itself can be put back. */
export function EntryChange({ object, record, name, entry }: EntryChangeProps) {
  const t = useT();
  const definition = useObject(object);
  const title = useFieldTitle()(object, name);
  const change = useChangeRecord(object);
  const field = definition.fields[name];
  const values = entry.changes[name];
  if (!field || !values) return null;
  const restorable =
    !entry.part &&
    entry.kind === "changed" &&
    isWritable(definition, field) &&
    !sameValue(field, values.from, record[name]);
  return (
    <div className={styles.change}>
      <dt className={styles.field}>{title}</dt>
      <dd className={styles.values}>
        {entry.kind === "changed" && (
          <>
            <span className={styles.from}>
              <HistoryValue object={object} name={name} value={values.from} />
            </span>
            <span className={styles.arrow} aria-label={t("history.became")}>
              →
            </span>
          </>
        )}
        <span className={styles.to}>
          <HistoryValue object={object} name={name} value={values.to} />
        </span>
        {restorable && (
          <Tooltip label={t("history.restore")}>
            <ActionIcon
              className={styles.restore}
              size={22}
              aria-label={t("history.restore_field", { field: title })}
              onClick={() => void change(record, { [name]: values.from ?? null })}
            >
              <IconArrowBackUp size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </dd>
    </div>
  );
}
