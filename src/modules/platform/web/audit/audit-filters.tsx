import { Button, Input, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useId, useState } from "react";
import { auditKinds } from "#kernel/audit";
import { FieldInput, useFieldTitle, useMetadata, useObjectTitle, useRecords } from "#records/web";
import { useT } from "#web/texts.ts";
import type { Asked } from "./asked.ts";
import styles from "./audit.module.css";
import { kindText } from "./kind-text.ts";
import { RecordFilter } from "./record-filter.tsx";

interface AuditFiltersProps {
  readonly asked: Asked;
  readonly onAsk: (change: Partial<Asked>) => void;
  /** Absent where nothing is asked. */
  readonly onClear?: () => void;
}

const sources = ["screen", "api", "import", "rule", "system", "sync"] as const;

/** By words, who, kind, source, kind of record with one record or field of it, and days. */
export function AuditFilters({ asked, onAsk, onClear }: AuditFiltersProps) {
  const t = useT();
  const { objects } = useMetadata();
  const objectTitle = useObjectTitle();
  const users = useRecords("user", { limit: 200, fields: ["name"], enabled: objects.user !== undefined });
  const choice = (name: "who" | "kind" | "source" | "object", data: ChoiceData) => (
    <Choice
      label={t(`settings.audit.${name}`)}
      value={asked[name]}
      data={data}
      onChange={(value) => onAsk({ [name]: value })}
    />
  );
  return (
    <div className={styles.filters}>
      <Words value={asked.words} onChange={(words) => onAsk({ words })} />
      {choice(
        "who",
        users.rows.map((user) => ({ value: user.id, label: String(user.name) })),
      )}
      {choice(
        "kind",
        Object.entries(auditKinds).map(([group, kinds]) => ({
          group: t(`audit.groups.${group}`),
          items: [
            { value: group, label: t("settings.audit.all_of", { group: t(`audit.groups.${group}`) }) },
            ...kinds.map((kind) => ({ value: kind, label: kindText(t, kind) })),
          ],
        })),
      )}
      {choice(
        "source",
        sources.map((source) => ({ value: source, label: t(`history.source.${source}`) })),
      )}
      {choice(
        "object",
        Object.keys(objects)
          .map((name) => ({ value: name, label: objectTitle(name, "many") }))
          .toSorted((left, right) => left.label.localeCompare(right.label)),
      )}
      {objects[asked.object] && (
        <>
          <RecordFilter
            object={asked.object}
            record={asked.record}
            onChange={(record) => onAsk({ record })}
          />
          <FieldFilter object={asked.object} field={asked.field} onChange={(field) => onAsk({ field })} />
        </>
      )}
      <Day label={t("settings.audit.from")} value={asked.from} onChange={(from) => onAsk({ from })} />
      <Day label={t("settings.audit.until")} value={asked.until} onChange={(until) => onAsk({ until })} />
      {onClear && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {t("settings.audit.clear")}
        </Button>
      )}
    </div>
  );
}

type Option = { readonly value: string; readonly label: string };
type ChoiceData = readonly (Option | { readonly group: string; readonly items: readonly Option[] })[];

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly data: ChoiceData;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, data, onChange }: ChoiceProps) {
  const t = useT();
  return (
    <Select
      label={label}
      placeholder={t("settings.audit.any")}
      clearable
      searchable
      value={value || null}
      onChange={(next) => onChange(next ?? "")}
      data={data as Option[]}
    />
  );
}

interface FieldFilterProps {
  readonly object: string;
  readonly field: string;
  readonly onChange: (field: string) => void;
}

function FieldFilter({ object, field, onChange }: FieldFilterProps) {
  const t = useT();
  const titleOf = useFieldTitle();
  const fields = Object.entries(useMetadata().objects[object]?.fields ?? {})
    .filter(([, { hidden }]) => !hidden)
    .map(([name]) => ({ value: name, label: titleOf(object, name) }))
    .toSorted((left, right) => left.label.localeCompare(right.label));
  return <Choice label={t("settings.audit.field")} value={field} data={fields} onChange={onChange} />;
}

interface TextProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asked for when the typing pauses. */
function Words({ value, onChange }: TextProps) {
  const t = useT();
  const [typed, setTyped] = useState<string | null>(null);
  const settle = useDebouncedCallback((words: string) => {
    onChange(words);
    setTyped(null);
  }, 300);
  return (
    <TextInput
      type="search"
      maxLength={100}
      label={t("settings.audit.words")}
      value={typed ?? value}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}

function Day({ label, value, onChange }: TextProps & { readonly label: string }) {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelProps={{ htmlFor: id }}>
      <FieldInput
        object="history"
        name="day"
        field={{ type: "date" }}
        id={id}
        value={value || null}
        onChange={(day) => onChange(typeof day === "string" ? day : "")}
      />
    </Input.Wrapper>
  );
}
