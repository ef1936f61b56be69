import type { AuditEntry } from "#records/contract";
import { FieldValue, useFieldTitle, useMetadata } from "#records/web";
import { type Translate, useT } from "#web/texts.ts";
import styles from "./audit.module.css";

/** What changed, field by field; what is no field but long, such as what a role permits, stands folded. */
export function AuditChanges({ entry }: { readonly entry: AuditEntry }) {
  return Object.entries(entry.changes).map(([name, change]) => (
    <Change key={name} object={entry.object ?? ""} name={name} {...change} />
  ));
}

interface ChangeProps {
  readonly object: string;
  readonly name: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

function Change({ object, name, from, to }: ChangeProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const field = useMetadata().objects[object]?.fields[name];
  const title = field ? fieldTitle(object, name) : titleOf(t, name);
  if (!field && [from, to].some(isLong))
    return (
      <details className={styles.long}>
        <summary>{title}</summary>
        <pre>{JSON.stringify(from ?? null, null, 2)}</pre>
        <span aria-label={t("history.became")}>↓</span>
        <pre>{JSON.stringify(to ?? null, null, 2)}</pre>
      </details>
    );
  const told = (value: unknown) => {
    if (value === null || value === undefined || value === "") return t("history.empty");
    if (!field) return String(value as string | number | boolean);
    return <FieldValue object={object} name={name} field={field} value={value} size="full" />;
  };
  return (
    <div className={styles.change}>
      <span className={styles.field}>{title}</span>
      <span>{told(from)}</span>
      <span aria-label={t("history.became")}>→</span>
      <span>{told(to)}</span>
    </div>
  );
}

// Of what is no record: a role, a webhook, the organisation. What an older version wrote may have no title.
function titleOf(t: Translate, name: string): string {
  const key = `settings.audit.said.${name}`;
  const text = t(key);
  return text === key ? name : text;
}

function isLong(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
