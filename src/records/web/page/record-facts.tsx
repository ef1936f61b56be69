import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { hasText, useT } from "#web/texts.ts";
import { useChangeRecord } from "../changing.tsx";
import { FieldEditor, FieldValue } from "../field-view.tsx";
import { isWritable, useFieldTitle, useObject } from "../metadata.ts";
import styles from "./record-facts.module.css";
import { factGroups, isEmpty, isUsual } from "./record-sections.ts";

interface RecordFactsProps {
  readonly object: string;
  readonly record: RecordData;
  /** Field that is being edited, and how to say which. */
  readonly editing: string | null;
  readonly onEdit: (field: string | null) => void;
}

/** All facts of a record by group. A click on a value edits it where it stands; Tab goes on to the next. */
export function RecordFacts({ object: name, record, editing, onEdit }: RecordFactsProps) {
  const object = useObject(name);
  const t = useT();
  const [all, setAll] = useState(false);
  const groups = factGroups(object).map(({ group, fields }) => ({
    group,
    fields: fields.filter((field) => field === editing || shown(object, field, record, all)),
  }));
  const editable = groups.flatMap(({ fields }) => fields).filter((field) => canEdit(object, field));
  const rest = factGroups(object)
    .flatMap(({ fields }) => fields)
    .filter((field) => !shown(object, field, record, false)).length;
  const goOn = (from: string, step: number) => onEdit(editable[editable.indexOf(from) + step] ?? null);

  return (
    <div className={styles.facts}>
      {groups.map(({ group, fields }) =>
        fields.length === 0 ? null : (
          <dl key={group} className={styles.group} aria-label={groupTitle(t, group)}>
            {fields.map((field) => (
              <Fact
                key={field}
                object={object}
                record={record}
                name={field}
                editing={editing === field}
                onEdit={onEdit}
                goOn={goOn}
              />
            ))}
          </dl>
        ),
      )}
      {rest > 0 && (
        <UnstyledButton className={styles.more} onClick={() => setAll(!all)} aria-expanded={all}>
          {t(all ? "page.facts.fewer" : "page.facts.more", { count: rest })}
        </UnstyledButton>
      )}
    </div>
  );
}

interface FactProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly name: string;
  readonly editing: boolean;
  readonly onEdit: (field: string | null) => void;
  readonly goOn: (from: string, step: number) => void;
}

function Fact({ object, record, name, editing, onEdit, goOn }: FactProps) {
  const change = useChangeRecord(object.name);
  const title = useFieldTitle()(object.name, name);
  const t = useT();
  const field = object.fields[name];
  const seen = useSeen(record, editing);
  if (!field) return null;
  const value = record[name];
  const shownProps = { object: object.name, name, field, value };
  const shownValue = isEmpty(value) ? (
    <span className={styles.none}>{canEdit(object, name) ? t("page.facts.add") : "–"}</span>
  ) : (
    <FieldValue {...shownProps} size="full" />
  );

  return (
    <div className={styles.fact} data-editing={editing || undefined}>
      <dt className={styles.label}>{title}</dt>
      <dd className={styles.value}>
        {editing ? (
          <FieldEditor
            {...shownProps}
            ariaLabel={title}
            onCommit={(next, move) => {
              void change(seen, { [name]: next });
              goAfter(move);
            }}
            onCancel={goAfter}
          />
        ) : canEdit(object, name) ? (
          // A value may hold links of its own, so the keyboard edits it by the button behind it.
          <div
            className={styles.editable}
            onClick={(event) => !(event.target as Element).closest("a, button") && onEdit(name)}
          >
            {shownValue}
            <ActionIcon
              size={22}
              className={styles.edit}
              aria-label={t("page.facts.edit", { field: title })}
              onClick={() => onEdit(name)}
            >
              <IconPencil size={14} stroke={1.5} />
            </ActionIcon>
          </div>
        ) : (
          <div className={styles.fixed}>{shownValue}</div>
        )}
      </dd>
    </div>
  );

  function goAfter(move: string): void {
    if (move === "next" || move === "down") goOn(name, 1);
    else if (move === "previous") goOn(name, -1);
    else onEdit(null);
  }
}

/** The record as it stood when the editor opened; somebody else may change it while one types. */
function useSeen(record: RecordData, editing: boolean): RecordData {
  const seen = useRef(record);
  const was = useRef(false);
  if (!editing || !was.current) seen.current = record;
  was.current = editing;
  return seen.current;
}

/** The first field that E opens. */
export function firstEditable(object: ObjectMetadata): string | null {
  return (
    factGroups(object)
      .flatMap(({ fields }) => fields)
      .find((field) => canEdit(object, field)) ?? null
  );
}

function canEdit(object: ObjectMetadata, name: string): boolean {
  const field = object.fields[name];
  return field !== undefined && isWritable(object, field);
}

function shown(object: ObjectMetadata, name: string, record: RecordData, all: boolean): boolean {
  const field = object.fields[name];
  return field !== undefined && (all || isUsual(object, name, field, record));
}

function groupTitle(t: ReturnType<typeof useT>, group: string): string {
  const key = `page.groups.${group}`;
  return hasText(key) ? t(key) : t("page.groups.other");
}
