import { Button, CloseButton, Select } from "@mantine/core";
import { type Assignment, type ImportDetails, type Mapping, takesSeveralColumns } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";
import { NotationChoices } from "./notation-choices.tsx";
import { useTargets } from "./target-titles.ts";

interface ColumnRowProps {
  readonly column: ImportDetails["columns"][number];
  readonly rows: number;
  readonly mapping: Mapping;
  readonly onAssign: (assignments: readonly Assignment[]) => void;
  /** Makes a field for the column; undefined where it has one, or to who may not. */
  readonly onAddField?: (() => void) | undefined;
}

/** A column of the file: its heading and samples, and the fields it goes into. */
export function ColumnRow({ column, rows, mapping, onAssign, onAddField }: ColumnRowProps) {
  const t = useT();
  const format = useFormat();
  const name = column.name || t("exchange.columns.unnamed", { number: column.index + 1 });
  const own = mapping.assignments.filter((one) => one.column === column.index);
  const replace = (index: number, next: Assignment | null) =>
    onAssign(own.flatMap((one, at) => (at !== index ? [one] : next ? [next] : [])));
  return (
    <div className={styles.column} role="listitem" data-out={own.length === 0 || undefined}>
      <div className={styles.columnFacts}>
        <strong>{name}</strong>
        <span className={styles.quiet}>
          {column.filled === rows
            ? ""
            : t("exchange.columns.filled", {
                share: format.percent((100 * column.filled) / Math.max(1, rows)),
              })}
        </span>
        <span className={styles.samples}>
          {column.samples.length > 0 ? column.samples.slice(0, 3).join(" · ") : t("exchange.columns.empty")}
        </span>
      </div>
      <div className={styles.columnTargets}>
        {own.length === 0 && (
          <TargetChoice
            mapping={mapping}
            label={name}
            value={null}
            onPick={(target) => target && onAssign([{ column: column.index, target }])}
          />
        )}
        {own.map((assignment, index) => (
          <div key={assignment.target} className={styles.target}>
            <TargetChoice
              mapping={mapping}
              label={index === 0 ? name : `${t("exchange.columns.also")}: ${name}`}
              value={assignment.target}
              onPick={(target) => replace(index, target ? { column: column.index, target } : null)}
            />
            <AssignmentHint assignment={assignment} />
            <NotationChoices
              object={mapping.object}
              assignment={assignment}
              onChange={(next) => replace(index, next)}
            />
          </div>
        ))}
        {onAddField && (
          <Button className={styles.addField} size="compact-xs" variant="subtle" onClick={onAddField}>
            {t("exchange.presets.to_field", { type: t(`settings.objects.types.${column.kind}.title`) })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What else the layout of another system says of the column. */
function AssignmentHint({ assignment }: { assignment: Assignment }) {
  const t = useT();
  const hints = [
    assignment.label,
    assignment.ids_of && t("exchange.presets.by_id"),
    assignment.fallback && t("exchange.presets.fallback"),
  ].filter(Boolean);
  return hints.length > 0 ? <span className={styles.quiet}>{hints.join(" · ")}</span> : null;
}

interface TargetChoiceProps {
  readonly mapping: Mapping;
  readonly label: string;
  readonly value: string | null;
  readonly onPick: (target: string | null) => void;
}

function TargetChoice({ mapping, label, value, onPick }: TargetChoiceProps) {
  const t = useT();
  const { groups, find } = useTargets(mapping.object);
  const taken = new Set(
    mapping.assignments
      .map((one) => one.target)
      .filter((path) => {
        const target = find(path);
        return !target || !takesSeveralColumns(target);
      }),
  );
  const data = groups.map(({ group, items }) => ({
    group,
    items: items.map((item) => ({ ...item, disabled: taken.has(item.value) && item.value !== value })),
  }));
  return (
    <div className={styles.targetChoice}>
      <Select
        aria-label={`${t("exchange.columns.target")}: ${label}`}
        placeholder={t("exchange.targets.ignore")}
        data={data}
        value={value}
        searchable
        nothingFoundMessage="–"
        onChange={(target) => target && onPick(target)}
      />
      {value !== null && (
        <CloseButton
          size="sm"
          aria-label={`${t("exchange.columns.remove")}: ${label}`}
          onClick={() => onPick(null)}
        />
      )}
    </div>
  );
}
