import { useFormat } from "#web/format.ts";
import type { FieldMetadata } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { NumberField } from "../../web/input/number-field.tsx";

export function Show({ value, field }: ShowProps) {
  const { number } = useFormat();
  return <span className="numeric">{isYear(field) ? String(value) : number(Number(value))}</span>;
}

export function Edit(props: EditProps) {
  const { value, onChange } = props;
  return (
    <NumberField
      {...props}
      amount={value === null || value === undefined ? null : String(value)}
      onAmount={(amount) => onChange(amount === null ? null : Number(amount))}
    />
  );
}

// A field that holds nothing but years: 1998 is not written 1,998.
function isYear(field: FieldMetadata): boolean {
  return (
    field.type === "number" && (field.min ?? 0) >= 1000 && (field.max ?? Number.POSITIVE_INFINITY) <= 9999
  );
}
