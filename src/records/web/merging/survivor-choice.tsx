import { Radio } from "@mantine/core";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import styles from "./merging.module.css";

interface SurvivorChoiceProps {
  readonly object: ObjectMetadata;
  readonly records: readonly RecordData[];
  /** Id of the record that stays. */
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

/** The records by name and age, as heads over what they have: one of them stays. */
export function SurvivorChoice({ object, records, value, onChoose }: SurvivorChoiceProps) {
  const t = useT();
  return (
    <div role="radiogroup" aria-label={t("records.merge.stays")} className={styles.heads}>
      <span />
      {records.map((record, at) => {
        const stays = record.id === value;
        return (
          <label key={record.id} className={styles.head} data-chosen={stays || undefined}>
            <span className={styles.state}>
              <Radio
                size="xs"
                name="survivor"
                value={record.id}
                checked={stays}
                onChange={() => onChoose(record.id)}
              />
              {t(stays ? "records.merge.stays" : "records.merge.joins")}
              {at < 9 && (
                <kbd aria-hidden="true" className={styles.key}>
                  {at + 1}
                </kbd>
              )}
            </span>
            <strong className={styles.title}>{recordTitle(object, record) || "–"}</strong>
            <Age object={object} record={record} />
          </label>
        );
      })}
    </div>
  );
}

// Two of the same name are told apart by when somebody wrote them.
function Age({ object, record }: { readonly object: ObjectMetadata; readonly record: RecordData }) {
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const created = record["created_at"];
  if (typeof created !== "string") return null;
  return (
    <span className={styles.when}>
      {fieldTitle(object.name, "created_at")}: {format.dateTime(created)}
    </span>
  );
}
