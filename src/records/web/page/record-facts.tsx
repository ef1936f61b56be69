import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { type ObjectMetadata, type RecordData, textIn } from "#records/contract";
import { useLocale, useT } from "#web/texts.ts";
import { useChangeRecord } from "../changing.tsx";
import { useFieldConditions } from "../field-conditions.ts";
import { FieldEditor, FieldValue } from "../field-view.tsx";
import { isWritable, useFieldTitle, useObject } from "../metadata.ts";
import { isFreeOn, useRecordRights } from "../record-rights.ts";
import styles from "./record-facts.module.css";
import { type FactGroup, factGroups, groupTitleKey, isEmpty, isUsual } from "./record-sections.ts";

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
  const conditions = useFieldConditions(object);
  const rights = useRecordRights(object, record);
  const sections = factGroups(object).map((section) => ({
    ...section,
    // On a record on which one does not see a field, the record does not have it.
    fields: section.fields.filter((field) => field in record && conditions.isShown(field, record)),
  }));
  // Who laid out a page wants to see it; else only what says something stands there before one asks for all.
  const usual = (field: string) => object.layout !== undefined || shown(object, field, record, false);
  const groups = sections.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => field === editing || all || usual(field)),
  }));
  const editable = groups.flatMap(({ fields }) => fields).filter(mayEdit);
  const rest = sections.flatMap(({ fields }) => fields).filter((field) => !usual(field)).length;
  const goOn = (from: string, step: number) => onEdit(editable[editable.indexOf(from) + step] ?? null);

  return (
    <div className={styles.facts}>
      {groups.map((section) =>
        section.fields.length === 0 ? null : (
          <FactSection key={section.group} section={section} opened={section.fields.includes(editing ?? "")}>
            {section.fields.map((field) => (
              <Fact
                key={field}
                object={object}
                record={record}
                name={field}
                editable={mayEdit(field)}
                editing={editing === field}
                onEdit={onEdit}
                goOn={goOn}
              />
            ))}
          </FactSection>
        ),
      )}
      {rest > 0 && (
        <UnstyledButton className={styles.more} onClick={() => setAll(!all)} aria-expanded={all}>
          {t(all ? "page.facts.fewer" : "page.facts.more", { count: rest })}
        </UnstyledButton>
      )}
    </div>
  );

  function mayEdit(field: string): boolean {
    return canEdit(object, field) && isFreeOn(rights, field) && !conditions.isReadOnly(field, record);
  }
}

interface FactSectionProps {
  readonly section: FactGroup;
  /** One of its fields is being edited. */
  readonly opened: boolean;
  readonly children: ReactNode;
}

/** One section; a page that somebody laid out shows its titles, and folds what they want folded. */
function FactSection({ section, opened, children }: FactSectionProps) {
  const t = useT();
  const given = textIn(section.title, useLocale());
  const title = given ?? t(groupTitleKey(section.group));
  const list = (
    <dl className={styles.group} aria-label={title}>
      {children}
    </dl>
  );
  if (!given) return list;
  return (
    <details className={styles.section} open={opened || !section.folded}>
      <summary className={styles.sectionTitle}>{title}</summary>
      {list}
    </details>
  );
}

interface FactProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly name: string;
  readonly editable: boolean;
  readonly editing: boolean;
  readonly onEdit: (field: string | null) => void;
  readonly goOn: (from: string, step: number) => void;
}

function Fact({ object, record, name, editable, editing, onEdit, goOn }: FactProps) {
  const change = useChangeRecord(object.name);
  const title = useFieldTitle()(object.name, name);
  const t = useT();
  const locale = useLocale();
  const field = object.fields[name];
  const seen = useSeen(record, editing);
  if (!field) return null;
  const value = record[name];
  const shownProps = { object: object.name, name, field, value };
  const shownValue = isEmpty(value) ? (
    <span className={styles.none}>{editable ? t("page.facts.add") : "–"}</span>
  ) : (
    <FieldValue {...shownProps} size="full" />
  );

  return (
    <div className={styles.fact} data-editing={editing || undefined}>
      <dt className={styles.label} title={textIn(field.description, locale)}>
        {title}
      </dt>
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
        ) : editable ? (
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
export function firstEditable(object: ObjectMetadata, isFree: (field: string) => boolean): string | null {
  return (
    factGroups(object)
      .flatMap(({ fields }) => fields)
      .find((field) => canEdit(object, field) && isFree(field)) ?? null
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
