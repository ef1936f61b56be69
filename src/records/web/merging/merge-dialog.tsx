import { Button, Group, Radio, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { useFieldTitle, useObject } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import { Waiting } from "../page/waiting.tsx";
import { recordTitle } from "../record-values.ts";
import { type Chosen, fieldsInQuestion, fieldsTogether, ownerOf, valuesToWrite } from "./merge-choice.ts";
import styles from "./merging.module.css";
import { useMerge } from "./use-merging.ts";

interface MergeDialogProps {
  readonly object: string;
  /** Two or more; the first is offered as the one that stays. */
  readonly ids: readonly string[];
  readonly onClose: () => void;
  /** Told which one stayed, once they are one. */
  readonly onMerged?: (survivor: string) => void;
}

/** Several records side by side: which one stays, and whose value it has where they differ. */
export function MergeDialog({ object: name, ids, onClose, onMerged }: MergeDialogProps) {
  const t = useT();
  const object = useObject(name);
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["records", name, "one", id],
      queryFn: () => request<RecordData>("GET", `/api/${object.plural}/${id}`),
    })),
  });
  const failed = found.find(({ error }) => error)?.error;
  const records = found.flatMap(({ data }) => (data ? [data] : []));
  return (
    <Modal opened onClose={onClose} size="xl" title={t("records.merge.title")}>
      <Text size="sm" c="dimmed" mb="md">
        {t("records.merge.text")}
      </Text>
      {failed && (
        <Text size="sm" role="alert">
          {problemText(failed)}
        </Text>
      )}
      {!failed && records.length < ids.length && <Waiting rows={5} />}
      {!failed && records.length === ids.length && (
        <Question object={object} records={records} onClose={onClose} onMerged={onMerged} />
      )}
    </Modal>
  );
}

interface QuestionProps {
  readonly object: ObjectMetadata;
  readonly records: readonly RecordData[];
  readonly onClose: () => void;
  readonly onMerged?: ((survivor: string) => void) | undefined;
}

function Question({ object, records, onClose, onMerged }: QuestionProps) {
  const t = useT();
  const merge = useMerge(object);
  const fieldTitle = useFieldTitle();
  const [survivor, setSurvivor] = useState(records[0]?.id ?? "");
  const [chosen, setChosen] = useState<Chosen>({});
  const [busy, setBusy] = useState(false);
  const asked = fieldsInQuestion(object, records);
  const together = fieldsTogether(object, records);

  async function run(): Promise<void> {
    setBusy(true);
    const others = records.map(({ id }) => id).filter((id) => id !== survivor);
    const values = valuesToWrite(object, records, survivor, chosen);
    const done = await merge({ survivor, others, values });
    setBusy(false);
    if (!done) return;
    onClose();
    onMerged?.(survivor);
  }

  return (
    <>
      <div className={styles.fields}>
        <Radio.Group
          value={survivor}
          onChange={setSurvivor}
          label={t("records.merge.stays")}
          className={styles.field}
        >
          <div className={styles.versions}>
            {records.map((record) => (
              <Radio
                key={record.id}
                value={record.id}
                size="xs"
                className={styles.version}
                label={<strong>{recordTitle(object, record) || "–"}</strong>}
              />
            ))}
          </div>
        </Radio.Group>
        {asked.map((name) => (
          <FieldChoice
            key={name}
            object={object}
            name={name}
            records={records}
            value={ownerOf(records, survivor, chosen, name)}
            onChoose={(id) => setChosen({ ...chosen, [name]: id })}
          />
        ))}
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        {asked.length === 0 && t("records.merge.nothing_differs")}{" "}
        {together.length > 0 &&
          t("records.merge.together", {
            fields: together.map((name) => fieldTitle(object.name, name)).join(", "),
          })}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("records.cancel")}
        </Button>
        {/* M, then Enter: what is offered is right most often, and can be taken apart. */}
        <Button autoFocus loading={busy} onClick={() => void run()}>
          {t("records.merge.run", { count: records.length })}
        </Button>
      </Group>
    </>
  );
}

interface FieldChoiceProps {
  readonly object: ObjectMetadata;
  readonly name: string;
  readonly records: readonly RecordData[];
  /** Id of the record whose value is taken. */
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

function FieldChoice({ object, name, records, value, onChoose }: FieldChoiceProps) {
  const title = useFieldTitle()(object.name, name);
  const field = object.fields[name];
  if (!field) return null;
  return (
    <Radio.Group value={value} onChange={onChoose} label={title} className={styles.field}>
      <div className={styles.versions}>
        {records.map((record) => (
          <Radio
            key={record.id}
            value={record.id}
            size="xs"
            className={styles.version}
            disabled={isEmpty(record[name])}
            label={
              isEmpty(record[name]) ? (
                "–"
              ) : (
                <span className={styles.value}>
                  <FieldValue
                    object={object.name}
                    name={name}
                    field={field}
                    size="full"
                    value={record[name]}
                  />
                </span>
              )
            }
          />
        ))}
      </div>
    </Radio.Group>
  );
}
