import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import { useRecordRights } from "../record-rights.ts";
import styles from "./merging.module.css";
import { SeparateDialog } from "./separate-dialog.tsx";
import { useMerges } from "./use-merging.ts";

interface MergedNoteProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  /** What is said of a record that is no part of another: restored alone, such a one came back with nothing. */
  readonly otherwise: ReactNode;
}

/** How long the record that stayed says of what it was made, in milliseconds. */
const saidFor = 30 * 86_400_000;

/** That a record became part of another, or was made of several lately, and the way to take it apart. */
export function MergedNote({ object, record, otherwise }: MergedNoteProps) {
  const t = useT();
  const format = useFormat();
  const rights = useRecordRights(object, record);
  const [opened, setOpened] = useState(false);
  const found = useMerges(record.id);
  const merge = found.data?.find(({ separatedAt, survivor, at }) => {
    const isPart = survivor.id !== record.id;
    if (separatedAt !== null || isPart !== Boolean(record.archived_at)) return false;
    return isPart || Date.now() - Date.parse(at) < saidFor;
  });
  if (!merge) return found.isPending ? null : otherwise;
  const isPart = merge.survivor.id !== record.id;
  const named = isPart ? [merge.survivor] : merge.others;
  return (
    <div className={styles.note} role="status">
      <span>
        {t(isPart ? "records.merge.note.part" : "records.merge.note.made", {
          when: format.dateTime(merge.at),
        })}
      </span>
      {named.map(({ id, title }) => (
        <LinkChip key={id} object={object.name} value={{ id, title: title ?? "–" }} />
      ))}
      {rights.change && rights.delete && (
        <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
          {t("records.merge.apart.act")}
        </Button>
      )}
      {opened && <SeparateDialog merge={merge.id} onClose={() => setOpened(false)} />}
    </div>
  );
}
