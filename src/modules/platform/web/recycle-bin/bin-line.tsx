import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { BinEntry } from "#records/contract";
import { useMetadata, useObjectTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import styles from "./recycle-bin.module.css";

interface BinLineProps {
  readonly entry: BinEntry;
  /** Whether the user may take it out of the bin now. */
  readonly isOurs: boolean;
  readonly isMarked: boolean;
  readonly onMark: (isMarked: boolean) => void;
  readonly onRestore: () => void;
  /** Absent where the user may not delete for good. */
  readonly onPurge: (() => void) | undefined;
}

/** A record in the bin: what it is, who put it there and when, and what went along. */
export function BinLine({ entry, isOurs, isMarked, onMark, onRestore, onPurge }: BinLineProps) {
  const t = useT();
  const { objects } = useMetadata();
  const title = entry.title || t("records.untitled");
  const path = useRecordAddresses().pathOf(entry.object, entry.id);
  return (
    <li className={styles.line} data-marked={isMarked}>
      <Checkbox
        size="xs"
        aria-label={t("settings.recycle_bin.select", { title })}
        disabled={!isOurs}
        checked={isMarked}
        onChange={(event) => onMark(event.currentTarget.checked)}
      />
      <span className={styles.icon}>
        <ObjectIcon name={objects[entry.object]?.icon ?? "archive"} />
      </span>
      <div className={styles.what}>
        {path ? (
          <Link to={path} className={styles.name}>
            {title}
          </Link>
        ) : (
          <span className={styles.name}>{title}</span>
        )}
        <Circumstances entry={entry} />
      </div>
      {isOurs && (
        <div className={styles.ways}>
          <Button
            variant="default"
            size="xs"
            aria-label={t("settings.recycle_bin.restore_one", { title })}
            onClick={onRestore}
          >
            {t("settings.recycle_bin.restore")}
          </Button>
          {onPurge && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={t("settings.recycle_bin.purge_one", { title })}
              title={t("settings.recycle_bin.purge")}
              onClick={onPurge}
            >
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          )}
        </div>
      )}
    </li>
  );
}

function Circumstances({ entry }: { readonly entry: BinEntry }) {
  const t = useT();
  const format = useFormat();
  const titleOf = useObjectTitle();
  const when = format.dateTime(entry.archivedAt);
  const who = entry.archivedBy?.title;
  const parts = [
    titleOf(entry.object),
    who ? t("settings.recycle_bin.archived_by", { who, when }) : t("settings.recycle_bin.archived", { when }),
    ...(entry.along > 0 ? [t("settings.recycle_bin.along", { count: entry.along })] : []),
  ];
  return <span className={styles.quiet}>{parts.join(" · ")}</span>;
}
