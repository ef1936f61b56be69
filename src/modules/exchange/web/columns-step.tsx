import type { Assignment, ImportDetails, Mapping } from "#exchange/contract";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { ColumnRow } from "./column-row.tsx";
import { ColumnsWithoutField, useAddFields, withoutField } from "./columns-without-field.tsx";
import { DefaultValues } from "./default-values.tsx";
import { FileChoices, Recognised } from "./file-choices.tsx";
import styles from "./imports.module.css";
import { KeyChoice } from "./key-choice.tsx";
import { LeftOut } from "./left-out.tsx";
import { useTargets } from "./target-titles.ts";
import { TemplateChoice } from "./template-choice.tsx";

interface StepProps {
  readonly details: ImportDetails;
  readonly mapping: Mapping | null;
  readonly onChange: (mapping: Mapping) => void;
}

/** What the file is about, and beside each column with its samples where it goes. */
export function ColumnsStep({ details, mapping, onChange }: StepProps) {
  return (
    <>
      <Recognised details={details} />
      <FileChoices details={details} />
      <TemplateChoice details={details} mapping={mapping} />
      <LeftOut parts={details.left_out} />
      {mapping && <Columns details={details} mapping={mapping} onChange={onChange} />}
    </>
  );
}

function Columns({ details, mapping, onChange }: StepProps & { readonly mapping: Mapping }) {
  const t = useT();
  const { note } = useTargets(mapping.object);
  const addFields = useAddFields(details, mapping);
  const mayAdd = useCan("objects:manage") && !addFields.isPending;
  const rest = new Set(withoutField(details, mapping, note).map(({ index }) => index));
  const assign = (column: number, assignments: readonly Assignment[]) => {
    const next = withAssigned(mapping.assignments, column, assignments);
    const filled = new Set(next.map((one) => one.target.split(".")[0]));
    onChange({ ...mapping, assignments: next, keys: mapping.keys.filter((key) => filled.has(key)) });
  };
  const mapped = new Set(mapping.assignments.map((one) => one.column)).size;
  return (
    <>
      <h2 className={styles.heading}>
        {t("exchange.columns.mapped", { mapped, all: details.columns.length })}
      </h2>
      <ColumnsWithoutField details={details} mapping={mapping} onChange={onChange} />
      <div className={styles.columns} role="list">
        {details.columns.map((column) => (
          <ColumnRow
            key={column.index}
            column={column}
            rows={details.rows}
            mapping={mapping}
            onAssign={(assignments) => assign(column.index, assignments)}
            onAddField={mayAdd && rest.has(column.index) ? () => addFields.mutate([column.index]) : undefined}
          />
        ))}
      </div>
      <DefaultValues mapping={mapping} onChange={onChange} />
      <KeyChoice mapping={mapping} onChange={onChange} />
    </>
  );
}

// Of several columns of one target the order says which comes first: those of the column stay where they were.
function withAssigned(
  all: readonly Assignment[],
  column: number,
  assignments: readonly Assignment[],
): Assignment[] {
  const first = all.findIndex((one) => one.column === column);
  const others = all.filter((one) => one.column !== column);
  const at = first < 0 ? others.length : all.slice(0, first).filter((one) => one.column !== column).length;
  return others.toSpliced(at, 0, ...assignments);
}
