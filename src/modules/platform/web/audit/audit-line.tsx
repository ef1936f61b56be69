import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import type { AuditEntry } from "#records/contract";
import { sentenceAround, useMetadata, useRecord } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { Asked } from "./asked.ts";
import { AuditChanges } from "./audit-changes.tsx";
import styles from "./audit.module.css";
import { AuditObject } from "./audit-object.tsx";

interface AuditLineProps {
  readonly entry: AuditEntry;
  readonly onAsk: (change: Partial<Asked>) => void;
}

/** One entry of the log as a sentence: who did what to which record, from where; then what changed. */
export function AuditLine({ entry, onAsk }: AuditLineProps) {
  const t = useT();
  const format = useFormat();
  const { objects } = useMetadata();
  const { record, details } = entry;
  const [before, after] = sentenceAround(t, entry.kind, Number(details.count ?? 1));
  const email = typeof details.email === "string" ? details.email : undefined;
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <span className={styles.who}>
          {t("settings.audit.subject", { who: entry.actor?.title ?? email ?? t("history.system") })}
        </span>
        <span>{before}</span>
        <AuditObject entry={entry} />
        {after && <span>{after}</span>}
        <span className={styles.quiet}>{useCircumstances(entry)}</span>
        <time className={styles.when} dateTime={entry.at}>
          {format.dateTime(entry.at)}
        </time>
        {record && objects[record.object] ? (
          <Tooltip label={t("settings.audit.only_this")}>
            <ActionIcon
              className={styles.only}
              size={22}
              aria-label={t("settings.audit.only_this_record", {
                title: record.title ?? t("records.untitled"),
              })}
              onClick={() => onAsk({ object: record.object, record: record.id })}
            >
              <IconFilter size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        ) : (
          <span className={styles.none} />
        )}
      </div>
      <AuditChanges entry={entry} />
    </li>
  );
}

/** By which key, through what, from where, and what else is said of it. */
function useCircumstances({ key, source, address, undo, details }: AuditEntry): string {
  const t = useT();
  const receiver = useReceiver(details);
  return [
    receiver && t("settings.audit.with", { name: receiver }),
    undo && t("history.undo"),
    typeof details.reason === "string" && t("settings.audit.reason", { reason: details.reason }),
    typeof details.rows === "number" && t("settings.audit.rows", { count: details.rows }),
    key
      ? t("settings.audit.by_key", { key: key.title })
      : source !== "screen" && t(`history.source.${source}`),
    address && t("settings.audit.from_address", { address }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** With whom a record was shared, where the reader may see them. */
function useReceiver({ user, team }: AuditEntry["details"]): string {
  const isUser = typeof user === "string";
  const { data } = useRecord(
    isUser ? "user" : "team",
    isUser ? user : typeof team === "string" ? team : undefined,
  );
  return String(data?.name ?? "");
}
