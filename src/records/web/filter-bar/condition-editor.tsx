import { NativeSelect } from "@mantine/core";
import { type FieldClause, type Filter, type Operator, takesValue } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { AddCondition } from "./add-condition.tsx";
import { manyOperator } from "./clauses.ts";
import styles from "./filter.module.css";
import { type FilterField, offeredOperators } from "./filter-fields.ts";
import { ValueInput } from "./value-input.tsx";

interface ConditionEditorProps {
  readonly object: ObjectMetadata;
  readonly field: FilterField;
  readonly clause: FieldClause;
  /** Each change that makes a condition. */
  readonly onClause: (clause: FieldClause) => void;
  readonly onDone: () => void;
  /** Join this condition with another by the other word. */
  readonly onWiden?: ((added: Filter) => void) | undefined;
}

/** Changes one condition: how it compares and with what; the list follows at once. */
export function ConditionEditor({ object, field, clause, onClause, onDone, onWiden }: ConditionEditorProps) {
  const t = useT();
  const title = useFieldTitle()(object.name, field.path);
  const offered = offeredOperators(field);
  const op = offered.includes(clause.op) ? clause.op : manyOperator(clause.op);

  function turn(next: Operator): void {
    const keeps = takesValue(next) && kindOf(next) === kindOf(op);
    onClause({
      field: field.path,
      op: next,
      ...(keeps && clause.value !== undefined ? { value: clause.value } : {}),
    });
  }
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        // It may stand within another form, which this one does not send.
        event.stopPropagation();
        onDone();
      }}
    >
      <span className={styles.title}>{title}</span>
      {offered.length > 1 && (
        <NativeSelect
          aria-label={t("records.filter.operator")}
          value={op}
          data={offered.map((value) => ({ value, label: t(`records.filter.op.${value}`) }))}
          onChange={(event) => turn(event.currentTarget.value as Operator)}
        />
      )}
      {takesValue(op) && <ValueInput field={field} op={op} value={clause.value} onClause={onClause} />}
      {onWiden && <AddCondition object={object} label={t("records.filter.widen")} onAdd={onWiden} />}
    </form>
  );
}

/** Operators of a kind share their value when one is turned into the other. */
function kindOf(op: Operator): string {
  if (op === "between" || op === "within") return op;
  return ["in", "not_in", "has_any", "has_none", "is", "is_not", "has"].includes(op) ? "choice" : "scalar";
}
