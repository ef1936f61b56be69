import { NativeSelect } from "@mantine/core";
import { type Access, access } from "#records/contract";
import { useT } from "#web/texts.ts";

interface AccessSelectProps {
  readonly label: string;
  /** The most that may be given; null where nothing may be. */
  readonly most: Access | null;
  readonly value: Access;
  readonly onChange: (value: Access) => void;
}

/** For reading or for changing; no more than one has to give. */
export function AccessSelect({ label, most, value, onChange }: AccessSelectProps) {
  const t = useT();
  const choices = access.options.filter((one) => one === value || one === "read" || most === "change");
  return (
    <NativeSelect
      aria-label={label}
      data={choices.map((one) => ({ value: one, label: t(`sharing.accesses.${one}`) }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Access)}
    />
  );
}
