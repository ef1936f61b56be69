import { Button, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRecords } from "#records/web";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import type { TelephoneLine } from "../../contract/telephone.ts";
import styles from "./telephone.module.css";

interface ExtensionsProps {
  readonly extensions: TelephoneLine["extensions"];
  readonly onChange: (extensions: TelephoneLine["extensions"]) => void;
}

/** At which extension each of us is reached: a call that rings there comes up on their screen. */
export function Extensions({ extensions, onChange }: ExtensionsProps) {
  const t = useT();
  const { rows: users } = useRecords("user", { sort: "name", limit: 200 });
  const change = (place: number, one: Partial<TelephoneLine["extensions"][number]>) =>
    onChange(extensions.map((before, index) => (index === place ? { ...before, ...one } : before)));
  return (
    <fieldset className={styles.extensions}>
      <legend>{t("channels.telephone.extensions")}</legend>
      {extensions.map(({ extension, user }, index) => (
        // Rows are told by their place: until it is kept, an extension has nothing else.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.extension}>
          <TextInput
            aria-label={t("channels.telephone.extension")}
            placeholder={t("channels.telephone.extension")}
            value={extension}
            onChange={({ currentTarget }) => change(index, { extension: currentTarget.value })}
          />
          <Select
            aria-label={t("channels.telephone.colleague")}
            placeholder={t("channels.telephone.colleague")}
            searchable
            data={users.map((one) => ({ value: one.id, label: String(one["name"]) }))}
            value={user || null}
            onChange={(value) => change(index, { user: value ?? "" })}
          />
          <RemoveButton
            label={t("channels.telephone.remove_extension", { extension })}
            onClick={() => onChange(extensions.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
        onClick={() => onChange([...extensions, { extension: "", user: "", name: "" }])}
      >
        {t("channels.telephone.add_extension")}
      </Button>
    </fieldset>
  );
}
