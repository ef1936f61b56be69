import { Button, CloseButton } from "@mantine/core";
import { IconArchive, IconArrowMerge } from "@tabler/icons-react";
import { useState } from "react";
import { isMergeable, type ObjectMetadata } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";
import { MergeDialog, mostCompared } from "../merging/on-demand.ts";
import type { ListAct, ListActProps } from "../page/slots.ts";
import type { RecordList } from "../records.ts";
import type { Selection } from "../table/selection.ts";
import styles from "./bulk.module.css";
import { BulkChange } from "./bulk-change.tsx";
import { ListActButtons } from "./list-act-buttons.tsx";
import { useBulk } from "./use-bulk.ts";

interface BulkBarProps {
  readonly object: ObjectMetadata;
  readonly selection: Selection;
  readonly list: RecordList;
  /** How the rows are listed among which one chooses. */
  readonly listed: ListActProps["list"];
}

/** What can be done with the chosen rows, and with all that match beyond those that are loaded. */
export function BulkBar({ object, selection, list, listed }: BulkBarProps) {
  const t = useT();
  const { number } = useFormat();
  const bulk = useBulk(object);
  const mayMany = object.grant.bulk;
  const matching = list.count?.value ?? list.rows.length;
  const chosen = selection.all ? matching : selection.ids.size;
  const [merging, setMerging] = useState<readonly string[] | null>(null);
  const [act, setAct] = useState<ListAct | null>(null);
  useKeys({ escape: selection.isEmpty || merging || act ? undefined : selection.clear });
  if (selection.isEmpty) return null;

  const target = selection.all
    ? { filter: listed.filter, search: listed.search, count: matching }
    : { ids: [...selection.ids] };
  const changeable = mayMany && object.grant.change !== "none" && !object.closed && !object.appendOnly;
  const archivable = mayMany && object.grant.delete !== "none" && !object.closed && !object.appendOnly;
  const mergeable =
    isMergeable(object) && object.grant.change !== "none" && object.grant.delete !== "none" && !selection.all;
  const beyond = selection.wide && matching > selection.ids.size;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("records.bulk.title")}>
      <span className={styles.count} aria-live="polite">
        {t("records.bulk.chosen", { count: chosen, number: number(chosen) })}
      </span>
      {beyond && (
        <Button variant="subtle" size="xs" onClick={selection.selectAll}>
          {t("records.bulk.all", { number: number(matching) })}
        </Button>
      )}
      {changeable && (
        <BulkChange
          object={object}
          onChange={(field, value) => {
            void bulk.change(target, { [field]: value });
            selection.clear();
          }}
        />
      )}
      {archivable && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArchive size={15} stroke={1.5} />}
          onClick={() => {
            void bulk.archive(target);
            selection.clear();
          }}
        >
          {t("records.bulk.archive")}
        </Button>
      )}
      {mergeable && selection.ids.size >= 2 && selection.ids.size <= mostCompared && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowMerge size={15} stroke={1.5} />}
          onClick={() => setMerging([...selection.ids])}
        >
          {t("records.merge.act")}
        </Button>
      )}
      {merging && (
        <MergeDialog
          object={object.name}
          ids={merging}
          onClose={() => setMerging(null)}
          onMerged={selection.clear}
        />
      )}
      <ListActButtons
        object={object}
        list={listed}
        chosen={selection.all ? null : [...selection.ids]}
        opened={act}
        onOpened={setAct}
      />
      <CloseButton className={styles.close} aria-label={t("records.bulk.clear")} onClick={selection.clear} />
    </div>
  );
}
