import { NativeSelect, NumberInput } from "@mantine/core";
import type { FieldClause, FilterValue, Operator } from "#kernel/filter";
import { type RelativePeriod, relativePeriods } from "#kernel/period";
import type { FieldMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { FieldInput } from "../field-view.tsx";
import { InsideBox } from "../input/inside-box.ts";
import { targetOf } from "../metadata.ts";
import { ChoiceInput, LinkInput } from "./choice-inputs.tsx";
import styles from "./filter.module.css";
import type { FilterField } from "./filter-fields.ts";

export interface ValueInputProps {
  readonly field: FilterField;
  readonly op: Operator;
  readonly value: FilterValue | undefined;
  readonly onClause: (clause: FieldClause) => void;
}

/** What a condition compares with, by the kind of field and operator. */
export function ValueInput(props: ValueInputProps) {
  return (
    <InsideBox value>
      <Input {...props} />
    </InsideBox>
  );
}

function Input(props: ValueInputProps) {
  const { field, op, value, onClause } = props;
  const set = (next: FilterValue | undefined) =>
    onClause({ field: field.path, op, ...(next === undefined ? {} : { value: next }) });
  if (op === "within") return <PeriodInput value={value} onValue={set} />;
  if (op === "between") return <SpanInput {...props} onValue={set} />;
  if (field.compares === "boolean") return <TruthInput value={value} onValue={set} />;
  if (field.compares === "id" || field.compares === "ids")
    return <LinkInput {...props} target={targetOf(field.field) ?? ""} />;
  if (field.compares === "key" || field.compares === "keys") return <ChoiceInput {...props} />;
  return (
    <ScalarInput
      field={field}
      value={typeof value === "object" ? undefined : value}
      onValue={set}
      autoFocus
    />
  );
}

// The input of the plainest field of the kind: a filter on an e-mail address may hold a piece of one.
const plain: Readonly<Partial<Record<FilterField["compares"], FieldMetadata>>> = {
  text: { type: "text" },
  number: { type: "number" },
  decimal: { type: "decimal" },
  date: { type: "date" },
  date_time: { type: "date" },
};

function ScalarInput({
  field,
  value,
  onValue,
  autoFocus,
  label,
}: {
  field: FilterField;
  value: FilterValue | undefined;
  onValue: (value: string | number | undefined) => void;
  autoFocus?: boolean;
  label?: string;
}) {
  const t = useT();
  return (
    <FieldInput
      object={field.object}
      name={field.name}
      field={plain[field.compares] ?? { type: "text" }}
      value={asTyped(field, value)}
      ariaLabel={label ?? t("records.filter.value")}
      autoFocus={autoFocus}
      onChange={(next) => onValue(next === null ? undefined : (next as string | number))}
    />
  );
}

// From text a number comes as text; its input takes it as a number, that of a decimal as text.
function asTyped(field: FilterField, value: FilterValue | undefined): FilterValue | null {
  if (typeof value === "string" && field.compares === "number") return value === "" ? null : Number(value);
  return typeof value === "number" && field.compares === "decimal" ? String(value) : (value ?? null);
}

function SpanInput({
  field,
  value,
  onValue,
}: ValueInputProps & { onValue: (value: FilterValue | undefined) => void }) {
  const t = useT();
  const span = (typeof value === "object" && !Array.isArray(value) ? value : {}) as {
    from?: string | number;
    to?: string | number;
  };
  const set = (part: "from" | "to") => (next: string | number | undefined) => {
    const { [part]: _, ...rest } = span;
    const changed = next === undefined ? rest : { ...rest, [part]: next };
    onValue(Object.keys(changed).length > 0 ? changed : undefined);
  };
  return (
    <div className={styles.pair}>
      <ScalarInput
        field={field}
        value={span.from}
        onValue={set("from")}
        label={t("records.filter.from")}
        autoFocus
      />
      <ScalarInput field={field} value={span.to} onValue={set("to")} label={t("records.filter.to")} />
    </div>
  );
}

function TruthInput({
  value,
  onValue,
}: {
  value: FilterValue | undefined;
  onValue: (value: boolean) => void;
}) {
  const t = useT();
  return (
    <NativeSelect
      aria-label={t("records.filter.value")}
      value={value === false ? "no" : "yes"}
      data={[
        { value: "yes", label: t("records.input.yes") },
        { value: "no", label: t("records.input.no") },
      ]}
      onChange={(event) => onValue(event.currentTarget.value === "yes")}
    />
  );
}

function PeriodInput({
  value,
  onValue,
}: {
  value: FilterValue | undefined;
  onValue: (value: FilterValue) => void;
}) {
  const t = useT();
  const period = ((value as { period?: RelativePeriod } | undefined)?.period ??
    "this_month") as RelativePeriod;
  const kind = typeof period === "string" ? period : "last" in period ? "last" : "next";
  const days = typeof period === "string" ? 30 : "last" in period ? period.last : period.next;
  const count = (which: string, number: number): RelativePeriod =>
    which === "last" ? { last: number } : { next: number };
  return (
    <div className={kind === "last" || kind === "next" ? styles.pair : undefined}>
      <NativeSelect
        aria-label={t("records.filter.period")}
        value={kind}
        data={[
          ...relativePeriods.map((one) => ({ value: one, label: t(`records.period.${one}`) })),
          { value: "last", label: t("records.period.last_days") },
          { value: "next", label: t("records.period.next_days") },
        ]}
        onChange={({ currentTarget: { value: next } }) =>
          onValue({
            period: next === "last" || next === "next" ? count(next, days) : (next as RelativePeriod),
          })
        }
      />
      {(kind === "last" || kind === "next") && (
        <NumberInput
          aria-label={t("records.period.days")}
          min={1}
          max={3660}
          value={days}
          onChange={(next) =>
            typeof next === "number" && next >= 1 && onValue({ period: count(kind, Math.trunc(next)) })
          }
        />
      )}
    </div>
  );
}
