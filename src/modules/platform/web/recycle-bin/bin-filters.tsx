import { Select, TextInput } from "@mantine/core";
import { useMetadata, useObjectTitle, useRecords } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./recycle-bin.module.css";

/** Which of the bin is looked at. */
export interface Asked {
  readonly words: string;
  readonly object: string | null;
  /** Who archived it. */
  readonly by: string | null;
}

export const everything: Asked = { words: "", object: null, by: null };

interface BinFiltersProps {
  readonly asked: Asked;
  readonly onChange: (change: Partial<Asked>) => void;
}

export function BinFilters({ asked, onChange }: BinFiltersProps) {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const users = useRecords("user", { limit: 200, fields: ["name"], enabled: objects.user !== undefined });
  const kinds = Object.values(objects)
    .filter(({ closed, grant }) => !closed && grant.read !== "none")
    .map(({ name }) => ({ value: name, label: titleOf(name, "many") }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <div className={styles.filters}>
      <TextInput
        type="search"
        aria-label={t("settings.recycle_bin.words")}
        placeholder={t("settings.recycle_bin.words")}
        maxLength={200}
        value={asked.words}
        onChange={(event) => onChange({ words: event.currentTarget.value })}
      />
      <Select
        aria-label={t("settings.recycle_bin.object")}
        placeholder={t("settings.recycle_bin.object")}
        clearable
        searchable
        value={asked.object}
        onChange={(object) => onChange({ object })}
        data={kinds}
      />
      <Select
        aria-label={t("settings.recycle_bin.by")}
        placeholder={t("settings.recycle_bin.by")}
        clearable
        searchable
        value={asked.by}
        onChange={(by) => onChange({ by })}
        data={users.rows.map((user) => ({ value: user.id, label: String(user.name) }))}
      />
    </div>
  );
}
