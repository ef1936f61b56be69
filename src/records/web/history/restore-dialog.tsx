import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { isComputed, type HistoryEntry, type RecordData } from "#records/contract";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useChangeRecord } from "../changing.tsx";
import { useObject } from "../metadata.ts";
import { Waiting } from "../page/waiting.tsx";
import {
  type Difference,
  differences,
  earlierRecord,
  linkedIds,
  mayHaveBeenLinked,
} from "./earlier-record.ts";
import { DifferenceRow } from "./difference-row.tsx";
import { useLinksStillThere } from "./links-still-there.ts";
import styles from "./difference-row.module.css";

interface RestoreDialogProps {
  readonly object: string;
  readonly record: RecordData;
  /** The newest first, back to the one that the record is restored behind. */
  readonly entries: readonly HistoryEntry[];
  readonly entry: HistoryEntry;
  readonly onClose: () => void;
}

/** What differs now from the record before an entry, field by field; what is taken goes in as an ordinary change. */
export function RestoreDialog({ object, record, entries, entry, onClose }: RestoreDialogProps) {
  const t = useT();
  const format = useFormat();
  const definition = useObject(object);
  // As it stood when the dialog opened: what comes in meanwhile is asked about, not written over.
  const [seen] = useState(record);
  const [earlier] = useState(() => earlierRecord(record, entries, entry.id));
  const links = useLinksStillThere(linkedIds(definition, earlier));
  return (
    <Modal opened onClose={onClose} size="lg" title={t("history.before.title")}>
      <Text size="sm" c="dimmed" mb="md">
        {t("history.before.text", { when: format.dateTime(entry.at) })}
      </Text>
      {links ? (
        <Differences
          object={object}
          seen={seen}
          found={differences(definition, { record: seen, earlier }, links.isThere)}
          onClose={onClose}
        />
      ) : (
        <Waiting rows={3} />
      )}
    </Modal>
  );
}

interface DifferencesProps {
  readonly object: string;
  readonly seen: RecordData;
  readonly found: readonly Difference[];
  readonly onClose: () => void;
}

function Differences({ object, seen, found, onClose }: DifferencesProps) {
  const t = useT();
  const definition = useObject(object);
  const change = useChangeRecord(object);
  const offered = found.filter(({ leftOut }) => !leftOut);
  const leftOut = found.filter((one) => one.leftOut);
  const [taken, setTaken] = useState<ReadonlySet<string>>(
    () => new Set(offered.filter((one) => !mayHaveBeenLinked(definition, one)).map(({ name }) => name)),
  );
  const chosen = offered.filter(({ name }) => taken.has(name));
  const isReckoned = Object.values(definition.fields).some(isComputed);
  if (found.length === 0) return <Text size="sm">{t("history.before.same")}</Text>;
  return (
    <>
      <div className={styles.rows}>
        {offered.map((one) => (
          <DifferenceRow
            key={one.name}
            object={object}
            difference={one}
            taken={taken.has(one.name)}
            onToggle={() => setTaken(toggled(taken, one.name))}
          />
        ))}
        {leftOut.map((one) => (
          <DifferenceRow key={one.name} object={object} difference={one} />
        ))}
      </div>
      {isReckoned && (
        <Text size="xs" c="dimmed" mt="sm">
          {t("history.before.reckoned")}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("records.cancel")}
        </Button>
        <Button disabled={chosen.length === 0} onClick={restore}>
          {t("history.before.restore", { count: chosen.length })}
        </Button>
      </Group>
    </>
  );

  function restore(): void {
    onClose();
    void change(seen, Object.fromEntries(chosen.map(({ name, value }) => [name, value])));
  }
}

function toggled(taken: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(taken);
  if (!next.delete(name)) next.add(name);
  return next;
}
