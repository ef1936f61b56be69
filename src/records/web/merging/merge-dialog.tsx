import { Button, Group, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { useKeys } from "#web/keyboard.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useFieldTitle, useObject } from "../metadata.ts";
import { Waiting } from "../page/waiting.tsx";
import { FieldChoice } from "./field-choice.tsx";
import {
  type Chosen,
  fieldsInQuestion,
  fieldsTakenOver,
  fieldsTogether,
  ownerOf,
  valuesToWrite,
} from "./merge-choice.ts";
import styles from "./merging.module.css";
import { SurvivorChoice } from "./survivor-choice.tsx";
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
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
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
    <Modal
      opened
      onClose={onClose}
      fullScreen={phone === true}
      yOffset={32}
      size={ids.length > 2 ? "min(1240px, 96vw)" : 840}
      title={t("records.merge.title")}
    >
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
  const takenOver = fieldsTakenOver(object, records);
  const together = fieldsTogether(object, records);
  useNumberKeys(records, setSurvivor);

  async function run(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const others = records.map(({ id }) => id).filter((id) => id !== survivor);
    const values = valuesToWrite(object, records, survivor, chosen);
    const done = await merge({ survivor, others, values });
    setBusy(false);
    if (!done) return;
    onClose();
    onMerged?.(survivor);
  }

  const choice = (name: string) => (
    <FieldChoice
      key={name}
      object={object}
      name={name}
      records={records}
      value={ownerOf(records, survivor, chosen, name)}
      onChoose={(id) => setChosen({ ...chosen, [name]: id })}
    />
  );
  return (
    <form onSubmit={(event) => void run(event)}>
      <div className={styles.compared} style={{ "--records": records.length } as React.CSSProperties}>
        <SurvivorChoice object={object} records={records} value={survivor} onChoose={setSurvivor} />
        {asked.map(choice)}
        {takenOver.length > 0 && <h3 className={styles.part}>{t("records.merge.taken_over")}</h3>}
        {takenOver.map(choice)}
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        {asked.length + takenOver.length === 0 && t("records.merge.nothing_differs")}{" "}
        {together.length > 0 &&
          t("records.merge.together", {
            fields: together.map((name) => fieldTitle(object.name, name)).join(", "),
          })}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("records.cancel")}
        </Button>
        {/* M, then Enter: what is offered is right most often, and can be taken apart. Whether the records are there at once or come later. */}
        <Button type="submit" autoFocus data-autofocus loading={busy}>
          {t("records.merge.run", { count: records.length })}
        </Button>
      </Group>
    </form>
  );
}

/** By its number one says which record stays. */
function useNumberKeys(records: readonly RecordData[], choose: (id: string) => void): void {
  const t = useT();
  useKeys(
    Object.fromEntries(records.slice(0, 9).map(({ id }, at) => [`${at + 1}`, () => choose(id)])),
    { "1 … 9": t("records.merge.stays") },
    { scope: "dialog", group: t("records.merge.title") },
  );
}
