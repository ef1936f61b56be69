import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OutwardLink, webAddress } from "../../web/input/outward-link.tsx";
import { TextField } from "../../web/input/text-field.tsx";

export function Show({ value, size }: ShowProps) {
  const text = String(value);
  const address = webAddress(text);
  if (!address) return <>{text}</>;
  const shown = text.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  return <OutwardLink href={address}>{size === "full" ? shown : shown.split(/[?#]/)[0]}</OutwardLink>;
}

export function Edit(props: EditProps) {
  const { value, typed, onChange } = props;
  return (
    <TextField
      {...props}
      inputMode="url"
      text={String(value ?? typed ?? "")}
      onText={(text) => onChange(text.trim() || null)}
    />
  );
}
