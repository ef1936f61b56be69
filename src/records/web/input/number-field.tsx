import { useState } from "react";
import type { EditProps } from "../field-props.ts";
import { useTypingLocale } from "./region.ts";
import { TextField } from "./text-field.tsx";
import { parseTypedNumber, typedNumber } from "./typed-number.ts";

interface NumberFieldProps extends EditProps {
  /** Decimal text, null where there is none. */
  readonly amount: string | null;
  readonly onAmount: (amount: string | null) => void;
}

/** A number typed the way the locale writes it; what is no number keeps the last one that was. */
export function NumberField({ amount, onAmount, ...props }: NumberFieldProps) {
  const locale = useTypingLocale();
  const [text, setText] = useState(props.typed ?? typedNumber(amount, locale));
  return (
    <TextField
      {...props}
      numeric
      inputMode="decimal"
      text={text}
      onText={(typed) => {
        setText(typed);
        const parsed = parseTypedNumber(typed, locale);
        if (typed.trim() === "") onAmount(null);
        else if (parsed !== null) onAmount(parsed);
      }}
    />
  );
}
