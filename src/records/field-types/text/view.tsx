import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { TextField } from "../../web/input/text-field.tsx";

export function Show({ value, size }: ShowProps) {
  const text = String(value);
  return <span title={size === "full" ? undefined : text}>{text}</span>;
}

export function Edit(props: EditProps) {
  const { value, onChange, field, typed } = props;
  return (
    <TextField
      {...props}
      text={String(value ?? typed ?? "")}
      maxLength={field.type === "text" ? field.max : undefined}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}
