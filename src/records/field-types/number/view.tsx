import { useFormat } from "#web/format.ts";
import { holdsYears } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { NumberField } from "../../web/input/number-field.tsx";

export function Show({ value, field }: ShowProps) {
  const { number } = useFormat();
  return <span className="numeric">{holdsYears(field) ? String(value) : number(Number(value))}</span>;
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
