import { useDroppable } from "@dnd-kit/react";
import { useSortable } from "@dnd-kit/react/sortable";
import { Checkbox, TextInput } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import type { AdministeredObject } from "#records/contract";
import { ObjectIcon } from "#web/icon.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { useIsLooking } from "#web/session.ts";
import { useLocale, useT } from "#web/texts.ts";
import { typeIcons } from "./field-types.ts";
import type { LayoutDraft } from "./layout-draft.ts";
import styles from "./objects.module.css";
import { useNameOfField } from "./use-objects.ts";

/** A section gives way to a field that lies on it: `CollisionPriority.Low` of dnd-kit. */
const behindItsFields = 1;

type Section = LayoutDraft["sections"][number];

interface LayoutSectionProps {
  readonly object: AdministeredObject;
  readonly section: Section;
  readonly index: number;
  readonly fields: readonly string[];
  readonly onChange: (section: Section) => void;
  readonly onRemove?: (() => void) | undefined;
}

/** One section of a page: its title, whether it is folded at first, and its fields. */
export function LayoutSection({ object, section, index, fields, onChange, onRemove }: LayoutSectionProps) {
  const t = useT();
  const locale = useLocale();
  const { ref, handleRef } = useSortable({
    id: section.key,
    index,
    type: "section",
    accept: ["section", "field"],
    collisionPriority: behindItsFields,
  });
  const title = section.title[locale] ?? Object.values(section.title)[0] ?? "";
  return (
    <section ref={ref} className={styles.layoutSection} aria-label={title}>
      <header className={styles.sectionHead}>
        <button
          type="button"
          ref={handleRef}
          className={styles.handle}
          aria-label={t("settings.objects.drag", { name: title })}
        >
          <IconGripVertical size={16} stroke={1.5} />
        </button>
        <TextInput
          size="xs"
          className={styles.sectionTitle}
          aria-label={t("settings.objects.section_title")}
          placeholder={t("settings.objects.section_title")}
          maxLength={100}
          value={title}
          onChange={(event) =>
            onChange({ ...section, title: { ...section.title, [locale]: event.currentTarget.value } })
          }
        />
        <Checkbox
          size="xs"
          label={t("settings.objects.folded")}
          checked={section.folded}
          onChange={(event) => onChange({ ...section, folded: event.currentTarget.checked })}
        />
        {onRemove && (
          <RemoveButton label={t("settings.objects.remove_section", { name: title })} onClick={onRemove} />
        )}
      </header>
      <FieldChips object={object} group={section.key} fields={fields} />
    </section>
  );
}

/** The fields that stand on no page, to be dragged onto it. */
export function FieldTray({
  object,
  fields,
}: {
  readonly object: AdministeredObject;
  readonly fields: readonly string[];
}) {
  const t = useT();
  const { ref } = useDroppable({
    id: "unused",
    type: "section",
    accept: "field",
    collisionPriority: behindItsFields,
  });
  return (
    <section ref={ref} className={styles.tray} aria-label={t("settings.objects.unused")}>
      <h3 className={styles.typeGroup}>{t("settings.objects.unused")}</h3>
      <FieldChips object={object} group="unused" fields={fields} />
    </section>
  );
}

interface FieldChipsProps {
  readonly object: AdministeredObject;
  readonly group: string;
  readonly fields: readonly string[];
}

function FieldChips({ object, group, fields }: FieldChipsProps) {
  const t = useT();
  if (fields.length === 0) return <p className={styles.nothing}>{t("settings.objects.drop_here")}</p>;
  return (
    <ul className={styles.chips}>
      {fields.map((name, index) => (
        <FieldChip key={name} object={object} name={name} index={index} group={group} />
      ))}
    </ul>
  );
}

function FieldChip({
  object,
  name,
  index,
  group,
}: {
  readonly object: AdministeredObject;
  readonly name: string;
  readonly index: number;
  readonly group: string;
}) {
  const nameOf = useNameOfField();
  const { ref, isDragging } = useSortable({
    id: name,
    index,
    disabled: useIsLooking(),
    group,
    type: "field",
    accept: "field",
  });
  const line = object.fields.find((field) => field.name === name);
  if (!line) return null;
  return (
    <li>
      <button type="button" ref={ref} className={styles.chip} data-dragging={isDragging || undefined}>
        <ObjectIcon name={typeIcons[line.field.type] ?? ""} size={14} />
        {nameOf(object, line)}
      </button>
    </li>
  );
}
