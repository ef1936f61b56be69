import { Button, NativeSelect, NumberInput } from "@mantine/core";
import type { FieldClause, Filter, Operator, RelatedClause } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useFieldTitle, useRelatedTitle } from "../metadata.ts";
import { AddCondition } from "./add-condition.tsx";
import { manyOperator, takesValue } from "./clauses.ts";
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

const counting = ["gte", "gt", "lte", "lt", "eq"] as const;

/** Changes a condition on related records: some or none, or how many. */
export function RelatedEditor({
  object,
  clause,
  onClause,
}: {
  object: ObjectMetadata;
  clause: RelatedClause;
  onClause: (clause: RelatedClause) => void;
}) {
  const t = useT();
  const relatedTitle = useRelatedTitle();
  const kind = clause.none ? "none" : clause.some ? "some" : "count";
  const inner = clause.some ?? clause.none ?? clause.count?.where ?? true;
  const count = clause.count ?? { op: "gte" as const, value: 2 };
  const acts = {
    some: { some: inner },
    none: { none: inner },
    count: { count: { ...count, ...(inner === true ? {} : { where: inner }) } },
  };
  const turn = (change: Partial<typeof count>) =>
    onClause({ related: clause.related, count: { ...count, ...change } });
  return (
    <div className={styles.editor}>
      <span className={styles.title}>{relatedTitle(object, clause.related)}</span>
      <Button.Group>
        {(["some", "none", "count"] as const).map((which) => (
          <Button
            key={which}
            size="xs"
            variant={kind === which ? "light" : "default"}
            aria-pressed={kind === which}
            onClick={() => onClause({ related: clause.related, ...acts[which] })}
          >
            {t(`records.filter.related_op.${which}`)}
          </Button>
        ))}
      </Button.Group>
      {kind === "count" && (
        <div className={styles.pair}>
          <NativeSelect
            aria-label={t("records.filter.operator")}
            value={count.op}
            data={counting.map((op) => ({ value: op, label: t(`records.filter.op.${op}`) }))}
            onChange={(event) => turn({ op: event.currentTarget.value as typeof count.op })}
          />
          <NumberInput
            aria-label={t("records.filter.value")}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            value={count.value}
            onChange={(value) => typeof value === "number" && value >= 0 && turn({ value })}
          />
        </div>
      )}
    </div>
  );
}
