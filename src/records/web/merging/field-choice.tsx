import { Radio } from "@mantine/core";
import { useId } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { useFieldTitle } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import { recordTitle } from "../record-values.ts";
import styles from "./merging.module.css";

interface FieldChoiceProps {
  readonly object: ObjectMetadata;
  readonly name: string;
  readonly records: readonly RecordData[];
  /** Id of the record whose value is taken. */
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

/** What each record has in a field, one of which is taken; that it is left empty, too, unless it has to be filled. */
export function FieldChoice({ object, name, records, value, onChoose }: FieldChoiceProps) {
  const t = useT();
  const titleId = useId();
  const title = useFieldTitle()(object.name, name);
  const field = object.fields[name];
  if (!field) return null;
  return (
    <div role="radiogroup" aria-labelledby={titleId} className={styles.field}>
      <span id={titleId} className={styles.label}>
        {title}
      </span>
      {records.map((record) => {
        const empty = isEmpty(record[name]);
        const isTaken = record.id === value;
        if (empty && field.required) return <span key={record.id} className={styles.version} />;
        return (
          <label key={record.id} className={styles.version} data-chosen={isTaken || undefined}>
            <Radio
              size="xs"
              name={titleId}
              value={record.id}
              checked={isTaken}
              aria-label={empty ? t("records.merge.leave_empty") : undefined}
              aria-description={recordTitle(object, record)}
              onChange={() => onChoose(record.id)}
            />
            {empty ? (
              <span aria-hidden="true">{isTaken ? t("records.merge.leave_empty") : "–"}</span>
            ) : (
              // Here one chooses, and opens nothing.
              <span className={styles.value} ref={withoutStops}>
                <FieldValue object={object.name} name={name} field={field} size="full" value={record[name]} />
              </span>
            )}
          </label>
        );
      })}
    </div>
  );
}

function withoutStops(value: HTMLElement | null): void {
  for (const one of value?.querySelectorAll<HTMLElement>("a, button") ?? []) one.tabIndex = -1;
}
