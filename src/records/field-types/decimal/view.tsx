import { useFormat } from "#web/format.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { NumberField } from "../../web/input/number-field.tsx";

export function Show({ value }: ShowProps) {
  const { decimal } = useFormat();
  return <span className="numeric">{decimal(String(value))}</span>;
}

export function Edit(props: EditProps) {
  return (
    <NumberField
      {...props}
      amount={(props.value as string | null | undefined) ?? null}
      onAmount={props.onChange}
    />
  );
}
