import { Button, Popover } from "@mantine/core";
import { IconFilter, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { type FieldClause, type Filter, type FilterValue, takesValue } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { ConditionEditor } from "./condition-editor.tsx";
import { FieldPicker } from "./field-picker.tsx";
import styles from "./filter.module.css";
import { type FilterField, offeredOperators } from "./filter-fields.ts";

/** Other ways to make a filter: groups under one another, or as text. */
export interface FilterWays {
  readonly build: () => void;
  readonly write: () => void;
}

interface AddConditionProps {
  readonly object: ObjectMetadata;
  readonly onAdd: (part: Filter) => void;
  /** Only a plus: at the end of a row of chips. */
  readonly compact?: boolean;
  /** The button without its word, where there is little room. */
  readonly iconOnly?: boolean;
  readonly label?: string;
  /** Other ways to say more. */
  readonly ways?: FilterWays | undefined;
  readonly opened?: boolean;
  readonly onOpened?: (opened: boolean) => void;
}

/** Picks a field, then how it compares and with what; added when it is whole. */
export function AddCondition({
  object,
  onAdd,
  compact,
  iconOnly,
  label,
  ways,
  ...control
}: AddConditionProps) {
  const t = useT();
  const [own, setOwn] = useState(false);
  const [field, setField] = useState<FilterField | null>(null);
  const [clause, setClause] = useState<FieldClause | null>(null);
  const opened = control.opened ?? own;

  function setOpened(next: boolean): void {
    (control.onOpened ?? setOwn)(next);
    if (next) return;
    // Closing keeps what was said, if it is a whole condition.
    if (clause && isWhole(clause)) onAdd(clause);
    setField(null);
    setClause(null);
  }
  function pick(next: FilterField | string): void {
    if (typeof next === "string") {
      onAdd({ related: next, some: true });
      return setOpened(false);
    }
    setField(next);
    setClause(usualClause(next));
  }

  function leave(to: () => void): void {
    setOpened(false);
    to();
  }

  const text = label ?? t("records.filter.add");
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withinPortal position="bottom-start">
      <Popover.Target>
        {compact || iconOnly ? (
          <IconButton label={text} onClick={() => setOpened(!opened)}>
            {iconOnly ? <IconFilter size={16} stroke={1.5} /> : <IconPlus size={15} stroke={1.5} />}
          </IconButton>
        ) : (
          <Button
            variant={label ? "subtle" : "default"}
            color="gray"
            size="xs"
            leftSection={<IconFilter size={15} stroke={1.5} />}
            onClick={() => setOpened(!opened)}
          >
            {text}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <div className={styles.editor}>
          {!field && <FieldPicker object={object} onPick={pick} />}
          {!field && ways && (
            <div className={styles.ways}>
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => leave(ways.build)}>
                {t("records.filter.build")}
              </Button>
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => leave(ways.write)}>
                {t("records.filter.as_text")}
              </Button>
            </div>
          )}
          {field && clause && (
            <>
              <ConditionEditor
                object={object}
                field={field}
                clause={clause}
                onClause={setClause}
                onDone={() => setOpened(false)}
              />
              <Button size="xs" disabled={!isWhole(clause)} onClick={() => setOpened(false)}>
                {t("records.filter.apply")}
              </Button>
            </>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function isWhole(clause: FieldClause): boolean {
  return !takesValue(clause.op) || clause.value !== undefined;
}

/** What one most often asks of such a field, to begin with: more than so much, rather than exactly. */
export function usualClause(field: FilterField): FieldClause {
  const offered = offeredOperators(field);
  const op = offered.includes("gt") ? "gt" : (offered[0] ?? "not_empty");
  const value: FilterValue | undefined =
    op === "within" ? { period: "this_month" } : op === "is" ? true : undefined;
  return { field: field.path, op, ...(value === undefined ? {} : { value }) };
}
