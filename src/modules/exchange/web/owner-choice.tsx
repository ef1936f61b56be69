import { Select } from "@mantine/core";
import type { Mapping } from "#exchange/contract";
import { useMetadata, useRecords } from "#records/web";
import { useT } from "#web/texts.ts";

interface OwnerChoiceProps {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** Whose the new records are for which the file names nobody who is known here. */
export function OwnerChoice({ mapping, onChange }: OwnerChoiceProps) {
  const t = useT();
  const { objects } = useMetadata();
  const isAsked = Boolean(objects[mapping.object]?.owned) && objects.user !== undefined;
  const users = useRecords("user", { limit: 200, fields: ["name"], enabled: isAsked });
  if (!isAsked) return null;
  return (
    <Select
      label={t("exchange.presets.owner")}
      data={[
        { value: "", label: t("exchange.presets.owner_me") },
        ...users.rows.map(({ id, name }) => ({ value: id, label: String(name) })),
      ]}
      value={mapping.owner ?? ""}
      searchable
      allowDeselect={false}
      onChange={(owner) => onChange({ ...mapping, owner: owner || undefined })}
    />
  );
}
