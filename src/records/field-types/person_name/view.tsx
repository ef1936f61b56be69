import { useT } from "#web/texts.ts";
import { type PersonName, personNameParts } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { PartsField } from "../../web/input/parts-field.tsx";

export function Show({ value }: ShowProps) {
  return <>{fullName(value)}</>;
}

export function Edit(props: EditProps) {
  const t = useT();
  return (
    <PartsField
      {...props}
      line={fullName(props.value)}
      parts={personNameParts.map((name) => ({ name, title: t(`records.parts.${name}`) }))}
      onChange={(parts) =>
        props.onChange(parts === null ? null : { ...(parts as PersonName), full: fullName(parts) })
      }
    />
  );
}

function fullName(value: unknown): string {
  if (typeof value === "string") return value;
  const name = (value ?? {}) as PersonName & { readonly full?: string };
  return name.full ?? [name.given, name.middle, name.family].filter(Boolean).join(" ");
}
