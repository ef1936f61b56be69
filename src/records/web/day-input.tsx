import { Input } from "@mantine/core";
import { useId } from "react";
import type { FieldMetadata } from "#records/contract";
import { FieldInput } from "./field-view.tsx";

const day: FieldMetadata = { type: "date" } as FieldMetadata;

interface DayInputProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}

/** A day that is no field of a record, typed or picked as those are. */
export function DayInput({ label, value, onChange }: DayInputProps) {
  const id = useId();
  return (
    <Input.Wrapper label={label} id={id}>
      <FieldInput
        object=""
        name=""
        field={day}
        id={id}
        ariaLabel={label}
        value={value}
        onChange={(picked) => onChange(picked as string | null)}
      />
    </Input.Wrapper>
  );
}
