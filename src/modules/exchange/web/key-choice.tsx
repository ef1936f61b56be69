import { Select } from "@mantine/core";
import type { Mapping } from "#exchange/contract";
import { useMetadata } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";
import { useTargets } from "./target-titles.ts";

const recognisable = new Set(["text", "email", "phone", "url", "person_name"]);

const ways = ["update", "skip"] as const;

/** By what records that are there are recognised, and what happens to them. */
export function KeyChoice({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const t = useT();
  const { objects } = useMetadata();
  const { titleOf } = useTargets(mapping.object);
  const filled = [...new Set(mapping.assignments.map((one) => one.target.split(".")[0] ?? ""))];
  const keys = filled.filter((name) => recognisable.has(objects[mapping.object]?.fields[name]?.type ?? ""));
  return (
    <div className={styles.choices}>
      <Select
        label={t("exchange.columns.key")}
        data={[
          ...keys.map((value) => ({ value, label: titleOf(value) })),
          { value: "", label: t("exchange.columns.no_key") },
        ]}
        value={mapping.key ?? ""}
        allowDeselect={false}
        onChange={(key) => onChange({ ...mapping, key: key || null })}
      />
      <Select
        label={t("exchange.columns.existing")}
        disabled={mapping.key === null}
        data={(objects[mapping.object]?.grant.bulk ? ways : (["skip"] as const)).map((value) => ({
          value,
          label: t(`exchange.columns.${value}`),
        }))}
        value={mapping.existing}
        allowDeselect={false}
        onChange={(existing) => onChange({ ...mapping, existing: existing as Mapping["existing"] })}
      />
    </div>
  );
}
