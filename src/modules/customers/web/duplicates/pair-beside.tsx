import { IconCheck, IconX } from "@tabler/icons-react";
import type { DuplicateEvidence, DuplicatePair } from "#customers/contract";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { factGroups, FieldValue, isEmpty, useFieldTitle, useObject, useRecord, Waiting } from "#records/web";
import { problemText } from "#web/notify.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "./duplicates.module.css";

/** Two records side by side: what each has, and in what they are alike. */
export function PairBeside({
  pair: { object: name, left, right, evidence },
}: {
  readonly pair: DuplicatePair;
}) {
  const object = useObject(name);
  const [one, other] = [useRecord(name, left.id), useRecord(name, right.id)];
  const error = one.error ?? other.error;
  if (error) return <p role="alert">{problemText(error)}</p>;
  if (!one.data || !other.data) return <Waiting rows={6} />;
  const records = [one.data, other.data] as const;
  return (
    <div className={styles.scroll}>
      <table className={styles.beside}>
        <thead>
          <tr>
            <td />
            {[left, right].map((side) => (
              <th key={side.id} scope="col">
                <LinkChip value={side} object={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fieldsOf(object, records).map((field) => (
            <FieldRow key={field} object={object} name={field} records={records} evidence={evidence} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What one of the two has something in, and which is not their name; in the order of the page. */
function fieldsOf(object: ObjectMetadata, records: readonly RecordData[]): string[] {
  return factGroups(object)
    .flatMap(({ fields }) => fields)
    .filter((name) => records.some((record) => !isEmpty(record[name])));
}

interface FieldRowProps {
  readonly object: ObjectMetadata;
  readonly name: string;
  readonly records: readonly RecordData[];
  readonly evidence: readonly DuplicateEvidence[];
}

function FieldRow({ object, name, records, evidence }: FieldRowProps) {
  const title = useFieldTitle()(object.name, name);
  const field = object.fields[name];
  if (!field) return null;
  const told = evidence.find((one) => one.field === name);
  return (
    <tr data-told={told ? (told.likeness > 0 ? "alike" : "unlike") : undefined}>
      <th scope="row">
        {title}
        {told && <Told likeness={told.likeness} />}
      </th>
      {records.map((record) => (
        <td key={record.id} data-field={title}>
          <FieldValue object={object.name} name={name} field={field} value={record[name]} />
        </td>
      ))}
    </tr>
  );
}

function Told({ likeness }: Pick<DuplicateEvidence, "likeness">) {
  const t = useT();
  const [Icon, text] = likeness > 0 ? [IconCheck, "alike_field"] : [IconX, "unlike_field"];
  return (
    <span className={styles.told}>
      <Icon size={13} stroke={2} aria-hidden="true" />
      {t(`duplicates.${text}`)}
    </span>
  );
}
