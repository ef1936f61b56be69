import { Button } from "@mantine/core";
import { useState } from "react";
import type { HistoryEntry, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { isOpenToChange, useObject } from "../metadata.ts";
import { Waiting } from "../page/waiting.tsx";
import { EntryChange } from "./entry-change.tsx";
import { useHistory } from "./history-entries.ts";
import { PartActed } from "./part-acted.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import styles from "./record-history.module.css";

interface RecordHistoryProps {
  readonly object: string;
  readonly record: RecordData;
}

/** Who changed what, when and from where; an earlier value can be put back. */
export function RecordHistory({ object, record }: RecordHistoryProps) {
  const t = useT();
  const history = useHistory(object, record.id);
  const [behind, setBehind] = useState<HistoryEntry | null>(null);
  if (!history.data)
    return history.error ? <p className={styles.none}>{t("history.unavailable")}</p> : <Waiting rows={4} />;
  if (history.data.length === 0) return <p className={styles.none}>{t("history.none")}</p>;
  return (
    <div>
      <ol className={styles.entries}>
        {history.data.map((entry) => (
          <Entry
            key={entry.id}
            object={object}
            record={record}
            entry={entry}
            onRestore={() => setBehind(entry)}
          />
        ))}
      </ol>
      {behind && (
        <RestoreDialog
          object={object}
          record={record}
          entries={history.data.filter(({ part }) => !part)}
          entry={behind}
          onClose={() => setBehind(null)}
        />
      )}
      {history.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t("history.earlier")}
        </Button>
      )}
    </div>
  );
}

interface EntryProps extends RecordHistoryProps {
  readonly entry: HistoryEntry;
  readonly onRestore: () => void;
}

function Entry({ object, record, entry, onRestore }: EntryProps) {
  const t = useT();
  const format = useFormat();
  // What belongs to the record has fields of its own.
  const of = entry.part?.object ?? object;
  const definition = useObject(of);
  const [open, setOpen] = useState(false);
  const fields = Object.keys(entry.changes).filter(
    (name) => definition.fields[name] && !definition.fields[name].hidden,
  );
  const restorable =
    !entry.part && entry.kind === "changed" && fields.length > 0 && isOpenToChange(definition);
  // What a record began with is on the page; it is unfolded on demand.
  const folded = entry.kind === "created" && fields.length > 0 && !open;
  return (
    <li className={styles.entry}>
      <span className={styles.face}>
        {entry.actor ? (
          <Avatar name={entry.actor.title} kind="person" size={20} />
        ) : (
          <ObjectIcon name="settings" size={16} />
        )}
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={styles.actor}>{entry.actor?.title ?? t("history.system")}</span>
          {entry.part ? (
            <PartActed part={entry.part} kind={entry.kind} />
          ) : (
            <span className={styles.what}>{t(`history.kind.${entry.kind}`, { count: fields.length })}</span>
          )}
          {entry.undo && <span className={styles.source}>{t("history.undo")}</span>}
          {entry.source !== "screen" && (
            <span className={styles.source}>
              {entry.key ? t("history.by_key", { key: entry.key }) : t(`history.source.${entry.source}`)}
            </span>
          )}
          <time className={styles.when} dateTime={entry.at} title={format.dateTime(entry.at)}>
            {format.relative(entry.at)}
          </time>
        </div>
        {folded ? (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setOpen(true)}>
            {t("history.unfold", { count: fields.length })}
          </Button>
        ) : (
          fields.length > 0 && (
            <dl className={styles.changes}>
              {fields.map((name) => (
                <EntryChange key={name} object={of} record={record} name={name} entry={entry} />
              ))}
            </dl>
          )
        )}
        {restorable && (
          <Button
            className={styles.behind}
            variant="subtle"
            color="gray"
            size="compact-xs"
            onClick={onRestore}
          >
            {t("history.before.open")}
          </Button>
        )}
      </div>
    </li>
  );
}
