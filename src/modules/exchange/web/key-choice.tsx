import { Checkbox, MultiSelect, Select } from "@mantine/core";
import { externalId, type Mapping } from "#exchange/contract";
import { useMetadata } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";
import { OwnerChoice } from "./owner-choice.tsx";
import { useTargets } from "./target-titles.ts";

const recognisable = new Set(["text", "email", "phone", "url", "person_name"]);

/** Objects whose records are also recognised by likeness. */
const comparable = new Set(["person", "company"]);

interface KeyChoiceProps {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** By what records that are there are recognised, what happens to them, and to rows whose record is not there. */
export function KeyChoice({ mapping, onChange }: KeyChoiceProps) {
  const t = useT();
  const { objects } = useMetadata();
  const { titleOf } = useTargets(mapping.object);
  const object = objects[mapping.object];
  const filled = [...new Set(mapping.assignments.map((one) => one.target.split(".")[0] ?? ""))];
  const keys = filled.filter(
    (name) => name === externalId || recognisable.has(object?.fields[name]?.type ?? ""),
  );
  const recognises = mapping.keys.length > 0 || mapping.alike === true;
  const ways =
    object?.grant.bulk && !object.appendOnly
      ? (["update", "fill", "skip", "ask", "create"] as const)
      : (["skip", "create"] as const);
  return (
    <div className={styles.choices}>
      <MultiSelect
        label={t("exchange.columns.key")}
        placeholder={mapping.keys.length === 0 ? t("exchange.columns.no_key") : undefined}
        data={keys.map((value) => ({ value, label: titleOf(value) }))}
        value={mapping.keys}
        maxValues={5}
        hidePickedOptions
        onChange={(chosen) => onChange({ ...mapping, keys: chosen })}
      />
      {comparable.has(mapping.object) && (
        <Checkbox
          className={styles.alike}
          label={t("exchange.columns.alike")}
          description={t("exchange.columns.alike_text")}
          checked={mapping.alike ?? false}
          onChange={(event) => onChange({ ...mapping, alike: event.currentTarget.checked })}
        />
      )}
      <Select
        label={t("exchange.columns.existing")}
        disabled={!recognises}
        data={ways.map((value) => ({ value, label: t(`exchange.columns.${value}`) }))}
        value={mapping.existing}
        allowDeselect={false}
        onChange={(existing) => onChange({ ...mapping, existing: existing as Mapping["existing"] })}
      />
      <Select
        label={t("exchange.columns.absent")}
        disabled={!recognises}
        data={(["create", "fail"] as const).map((value) => ({ value, label: t(`exchange.absent.${value}`) }))}
        value={(recognises && mapping.absent) || "create"}
        allowDeselect={false}
        onChange={(absent) => onChange({ ...mapping, absent: absent as Mapping["absent"] })}
      />
      <OwnerChoice mapping={mapping} onChange={onChange} />
    </div>
  );
}
