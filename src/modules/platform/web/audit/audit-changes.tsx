import type { AuditEntry, RoleGrants } from "#records/contract";
import { FieldValue, useFieldTitle, useMetadata } from "#records/web";
import { type Translate, useT } from "#web/texts.ts";
import styles from "./audit.module.css";
import { type Told, useDefinitionTold, useGrantsTold } from "./told-in-words.ts";

/** What changed, field by field; of a role its rights one by one, of an object or a field what is said of it. */
export function AuditChanges({ entry }: { readonly entry: AuditEntry }) {
  return Object.entries(entry.changes).map(([name, change]) => {
    if (isSame(change)) return null;
    if (name === "grants" && isDefinition(change.from) && isDefinition(change.to))
      return <GrantsChange key={name} from={change.from} to={change.to} />;
    if (entry.kind === "objects_changed" && name === "definition")
      return <DefinitionChange key={name} from={change.from ?? null} to={change.to ?? null} />;
    return <Change key={name} object={entry.object ?? ""} name={name} {...change} />;
  });
}

function GrantsChange({ from, to }: { readonly from: object; readonly to: object }) {
  const told = useGrantsTold()(from as RoleGrants, to as RoleGrants);
  return told.map((one) => <ToldLine key={one.title} told={one} />);
}

function DefinitionChange({ from, to }: { readonly from: unknown; readonly to: unknown }) {
  const told = useDefinitionTold()(isDefinition(from) ? from : null, isDefinition(to) ? to : null);
  return told.map((one) => <ToldLine key={one.title} told={one} isNew={!isDefinition(from)} />);
}

/** "Required: No → Yes"; of what is new, what it is. */
function ToldLine({
  told: { title, from, to },
  isNew = false,
}: {
  readonly told: Told;
  readonly isNew?: boolean;
}) {
  const t = useT();
  return (
    <div className={styles.change}>
      <span className={styles.field}>{title}</span>
      {!isNew && (
        <>
          <span>{from ?? t("history.empty")}</span>
          <span aria-label={t("history.became")}>→</span>
        </>
      )}
      <span>{to ?? t("history.empty")}</span>
    </div>
  );
}

// Some are told with all that was written, changed or not.
function isSame({ from, to }: { readonly from?: unknown; readonly to?: unknown }): boolean {
  return JSON.stringify(from ?? null) === JSON.stringify(to ?? null);
}

function isDefinition(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
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
