import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "#records/contract";
import { useFieldTitle, useMetadata, useObjectTitle, useTitleShown } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./audit.module.css";

/** What an act was done to: a record to open, a name that was kept, a kind of record. */
export function AuditObject({ entry }: { readonly entry: AuditEntry }) {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const titleShown = useTitleShown();
  const { record, object } = entry;
  const kind = object && titleOf(object);
  const name = useKeptName(entry);
  if (entry.hidden)
    return (
      <span className={styles.quiet}>
        {t("settings.audit.hidden")} {kind && `(${kind})`}
      </span>
    );
  const title = name || (record && titleShown(record.object, record.title));
  const plural = record && objects[record.object]?.plural;
  if (!title) return object ? <span>{titleOf(object, "many")}</span> : null;
  return (
    <span>
      {plural && entry.kind !== "purged" ? (
        <Link to={`/${plural}/${record.id}`} className={styles.record}>
          {title}
        </Link>
      ) : (
        <span className={styles.record}>{title}</span>
      )}
      {kind && <span className={styles.quiet}> ({kind})</span>}
    </span>
  );
}

/** A name that the entry itself keeps: of a key, a role, a file, an object or field that was made up. */
function useKeptName({ kind, details }: AuditEntry): string {
  const titleOf = useObjectTitle();
  const fieldTitle = useFieldTitle();
  const { objects } = useMetadata();
  if (kind === "objects_changed" && typeof details.object === "string") {
    const { object, field } = details;
    const known = objects[object];
    const place = known ? titleOf(object, "many") : object;
    if (typeof field !== "string") return place;
    return `${place} ▸ ${known?.fields[field] ? fieldTitle(object, field) : field}`;
  }
  const kept = details.name ?? details.file;
  return typeof kept === "string" ? kept : "";
}
