import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OutwardLink } from "../../web/input/outward-link.tsx";
import { TextField } from "../../web/input/text-field.tsx";

export function Show({ value }: ShowProps) {
  return (
    <OutwardLink href={`mailto:${encodeURIComponent(String(value)).replace("%40", "@")}`}>
      {String(value)}
    </OutwardLink>
  );
}

export function Edit(props: EditProps) {
  const { value, typed, onChange } = props;
  return (
    <TextField
      {...props}
      inputMode="email"
      text={String(value ?? typed ?? "")}
      onText={(text) => onChange(text.trim() || null)}
    />
  );
}
