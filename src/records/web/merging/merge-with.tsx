import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { OptionPicker } from "../input/option-picker.tsx";
import { useRecordSearch } from "../input/record-search.tsx";
import { useObject } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { MergeDialog } from "./merge-dialog.tsx";

interface MergeWithProps {
  readonly object: string;
  readonly record: RecordData;
  readonly onClose: () => void;
  readonly onMerged?: (survivor: string) => void;
}

/** From a record: which other one is the same, then which of the two stays. */
export function MergeWith({ object: name, record, onClose, onMerged }: MergeWithProps) {
  const t = useT();
  const object = useObject(name);
  const found = useRecordSearch(name);
  const [other, setOther] = useState<string | null>(null);
  const [isChosen, setChosen] = useState(false);
  if (other && isChosen)
    return <MergeDialog object={name} ids={[record.id, other]} onClose={onClose} onMerged={onMerged} />;
  return (
    <Modal opened onClose={onClose} title={t("records.merge.with")}>
      <Text size="sm" c="dimmed" mb="md">
        {t("records.merge.with_text", { title: recordTitle(object, record) })}
      </Text>
      <OptionPicker
        autoFocus
        required
        value={other}
        label={found.options.find(({ value }) => value === other)?.label ?? ""}
        ariaLabel={t("records.merge.other")}
        placeholder={t("records.merge.other")}
        options={found.options.filter(({ value }) => value !== record.id)}
        searching={found.searching}
        onSearch={found.search}
        onPick={setOther}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("records.cancel")}
        </Button>
        <Button disabled={!other} onClick={() => setChosen(true)}>
          {t("records.merge.compare")}
        </Button>
      </Group>
    </Modal>
  );
}
