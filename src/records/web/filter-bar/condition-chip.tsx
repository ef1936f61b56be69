import { Button, CloseButton, Popover } from "@mantine/core";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useMetadata } from "../metadata.ts";
import { type Group, isClause, isRelated, replacePart, widenPart } from "./clauses.ts";
import { ConditionEditor } from "./condition-editor.tsx";
import styles from "./filter.module.css";
import { filterField } from "./filter-fields.ts";
import { RelatedEditor } from "./related-editor.tsx";
import { filterSentence, type Words } from "./sentence.ts";

interface ConditionChipProps {
  readonly object: ObjectMetadata;
  readonly words: Words;
  readonly group: Group;
  readonly index: number;
  readonly onGroup: (group: Group) => void;
  /** Opens all conditions under one another: for what a chip does not show. */
  readonly onBuild: () => void;
}

/** One condition in words; a click opens it, Delete takes it out. */
export function ConditionChip({ object, words, group, index, onGroup, onBuild }: ConditionChipProps) {
  const t = useT();
  const { objects } = useMetadata();
  const [opened, setOpened] = useState(false);
  const part = group.parts[index];
  if (!part) return null;
  const text = filterSentence(part, words);
  const field = isClause(part) ? filterField(object, objects, part.field) : undefined;
  const editable = (isClause(part) && field !== undefined) || isRelated(part);
  const remove = () => onGroup(replacePart(group, index, null));
  const widen = (added: Parameters<typeof widenPart>[2]) => onGroup(widenPart(group, index, added));

  return (
    <Popover
      withRoles={false}
      opened={opened && editable}
      onChange={setOpened}
      trapFocus
      withinPortal
      position="bottom-start"
    >
      <Popover.Target>
        <span className={styles.chip}>
          <button
            type="button"
            className={styles.words}
            title={text}
            aria-haspopup="dialog"
            aria-expanded={opened}
            onClick={() => (editable ? setOpened(!opened) : onBuild())}
            onKeyDown={(event) => (event.key === "Delete" || event.key === "Backspace") && remove()}
          >
            {text}
          </button>
          <CloseButton
            size="xs"
            mr={2}
            aria-label={t("records.filter.remove", { condition: text })}
            onClick={remove}
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        {isClause(part) && field && (
          <ConditionEditor
            object={object}
            field={field}
            clause={part}
            onClause={(clause) => onGroup(replacePart(group, index, clause))}
            onDone={() => setOpened(false)}
            onWiden={group.parts.length > 1 ? widen : undefined}
          />
        )}
        {isRelated(part) && (
          <RelatedEditor
            object={object}
            clause={part}
            onClause={(clause) => onGroup(replacePart(group, index, clause))}
          />
        )}
        {isRelated(part) && (
          <Button
            fullWidth
            mt={8}
            variant="subtle"
            color="gray"
            size="xs"
            onClick={() => {
              setOpened(false);
              onBuild();
            }}
          >
            {t("records.filter.conditions")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
