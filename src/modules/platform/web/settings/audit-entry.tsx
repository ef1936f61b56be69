import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "#records/contract";
import { FieldValue, useFieldTitle, useMetadata, useObjectTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./audit.module.css";

/** One line of the log as a sentence: who did what to which record, from where; then what changed. */
export function AuditLine({ entry }: { readonly entry: AuditEntry }) {
  const t = useT();
  const format = useFormat();
  const { objects } = useMetadata();
  const objectTitle = useObjectTitle();
  const { record, details } = entry;
  const plural = record && objects[record.object]?.plural;
  const title = record?.title || (typeof details.name === "string" ? details.name : "");
  const from = [
    entry.key && t("settings.audit.by_key", { key: entry.key.title }),
    entry.source !== "screen" && !entry.key && t(`history.source.${entry.source}`),
    entry.address && t("settings.audit.from_address", { address: entry.address }),
  ].filter(Boolean);
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <span className={styles.who}>
          {entry.actor?.title ?? (typeof details.email === "string" ? details.email : t("history.system"))}
        </span>
        <span>{t(`audit.kinds.${entry.kind}`)}</span>
        {entry.object && <span>{objectTitle(entry.object)}</span>}
        {title && plural && entry.kind !== "purged" ? (
          <Link to={`/${plural}/${record.id}`} className={styles.record}>
            {title}
          </Link>
        ) : (
          title && <span>{title}</span>
        )}
        {entry.hidden && <span className={styles.quiet}>{t("settings.audit.hidden")}</span>}
        <span className={styles.quiet}>{from.join(" · ")}</span>
        <time className={styles.when} dateTime={entry.at}>
          {format.dateTime(entry.at)}
        </time>
      </div>
      {Object.entries(entry.changes).map(([name, { from: before, to }]) => (
        <div key={name} className={styles.change}>
          <ChangedField entry={entry} name={name} />
          <Told entry={entry} name={name} value={before} />
          <span aria-label={t("history.became")}>→</span>
          <Told entry={entry} name={name} value={to} />
        </div>
      ))}
    </li>
  );
}

interface TitleProps {
  readonly entry: AuditEntry;
  readonly name: string;
}

function ChangedField({ entry, name }: TitleProps) {
  const titleOf = useFieldTitle();
  const known = useMetadata().objects[entry.object ?? ""]?.fields[name];
  return <span className={styles.field}>{known ? titleOf(entry.object ?? "", name) : name}</span>;
}

function Told({ entry, name, value }: TitleProps & { readonly value: unknown }) {
  const t = useT();
  const field = useMetadata().objects[entry.object ?? ""]?.fields[name];
  if (value === null || value === undefined || value === "") return <span>{t("history.empty")}</span>;
  if (field)
    return <FieldValue object={entry.object ?? ""} name={name} field={field} value={value} size="full" />;
  return <span>{typeof value === "object" ? JSON.stringify(value) : String(value as string | number)}</span>;
}
