import { Input } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { FieldMetadata } from "#records/contract";
import { FieldInput } from "./field-view.tsx";

const amountField: FieldMetadata = { type: "decimal" } as FieldMetadata;

interface AmountInputProps {
  readonly label: string;
  /** Nothing but the box, where its place says what it is. */
  readonly bare?: boolean;
  readonly description?: ReactNode;
  readonly error?: string | undefined;
  /** Decimal text; null where there is none. */
  readonly value: string | null;
  readonly autoFocus?: boolean;
  readonly onChange: (amount: string | null) => void;
}

/** An amount that is no field of a record, typed the way the user's language writes it. */
export function AmountInput({
  label,
  bare = false,
  description,
  error,
  value,
  autoFocus = false,
  onChange,
}: AmountInputProps) {
  const id = useId();
  const box = (
    <FieldInput
      object=""
      name=""
      field={amountField}
      id={id}
      ariaLabel={label}
      value={value}
      autoFocus={autoFocus}
      onChange={(typed) => onChange(typed as string | null)}
      {...(error && { error })}
    />
  );
  if (bare) return box;
  return (
    <Input.Wrapper label={label} description={description} id={id}>
      {box}
    </Input.Wrapper>
  );
}
