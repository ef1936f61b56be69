import { Button, Select } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useFieldTitle, useMetadata, useObjectTitle } from "#records/web";
import { leadTargets, type MappedField } from "#sales/contract";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import styles from "../leads.module.css";

interface FieldMapProps {
  readonly map: readonly MappedField[];
  readonly onKeep: (map: readonly MappedField[]) => void;
}

type Line = { readonly from: string | null; readonly to: string | null };

/** Which field of the lead goes into which of what it becomes; kept as soon as a line is whole. */
export function FieldMap({ map, onKeep }: FieldMapProps) {
  const t = useT();
  const [lines, setLines] = useState<readonly Line[]>(map);
  const kept = JSON.stringify(map);
  useEffect(() => setLines(JSON.parse(kept) as MappedField[]), [kept]);
  const sources = useFieldChoices(["lead", "party"], false);
  const goals = useFieldChoices(leadTargets, true);

  function change(next: readonly Line[]): void {
    setLines(next);
    const whole = next.filter((line): line is MappedField => line.from !== null && line.to !== null);
    if (whole.length === next.length && JSON.stringify(whole) !== kept) onKeep(whole);
  }

  return (
    <>
      {lines.map((line, index) => (
        <div key={index} className={styles.map}>
          <Select
            size="xs"
            searchable
            aria-label={t("sales.leads.settings.from")}
            data={sources}
            value={line.from}
            onChange={(from) => change(lines.with(index, { ...line, from }))}
          />
          <IconArrowRight size={14} stroke={1.5} aria-hidden />
          <Select
            size="xs"
            searchable
            aria-label={t("sales.leads.settings.to")}
            data={goals}
            value={line.to}
            onChange={(to) => change(lines.with(index, { ...line, to }))}
          />
          <RemoveButton
            label={t("sales.leads.settings.remove_line")}
            onClick={() => change(lines.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} stroke={1.5} />}
        onClick={() => setLines([...lines, { from: null, to: null }])}
      >
        {t("sales.leads.settings.add_line")}
      </Button>
    </>
  );
}

/** Fields of several objects by object; `written`: those alone that can be filled in. */
function useFieldChoices(names: readonly string[], written: boolean) {
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const fieldTitle = useFieldTitle();
  return names.flatMap((name) => {
    const object = objects[name];
    if (!object) return [];
    const items = Object.entries(object.fields)
      .filter(([, field]) => !field.hidden && !(written && (field.readOnly || field.governedBy)))
      .map(([field]) => ({
        value: `${name}.${field}`,
        label: `${titleOf(name, "one")}: ${fieldTitle(name, field)}`,
      }));
    return [{ group: titleOf(name, "one"), items }];
  });
}
