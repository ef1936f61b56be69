import { TextInput } from "@mantine/core";
import type { HTMLInputTypeAttribute } from "react";
import type { EditProps } from "../field-props.ts";
import styles from "./input.module.css";

interface TextFieldProps extends EditProps {
  /** What stands in the input. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: "text" | "decimal" | "numeric" | "email" | "tel" | "url";
  readonly numeric?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
}

/** One line of text, as a form's input or filling a cell. */
export function TextField(props: TextFieldProps) {
  const { text, onText, type = "text", inputMode, numeric, maxLength, placeholder, inline } = props;
  return (
    <TextInput
      className={inline ? `${styles.inline} ${props.error ? styles.wrong : ""}` : undefined}
      {...(numeric ? { "data-numeric": true } : {})}
      variant={inline ? "unstyled" : "default"}
      type={type}
      inputMode={inputMode}
      id={props.id}
      aria-label={props.ariaLabel}
      error={inline ? undefined : props.error}
      title={inline ? props.error : undefined}
      value={text}
      maxLength={maxLength}
      placeholder={placeholder}
      autoComplete="off"
      data-autofocus={props.autoFocus || undefined}
      // Where a letter opened the input, it replaces what stood there; else all is selected, to be typed over.
      ref={props.autoFocus ? focusOnce(props.typed === undefined) : undefined}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

const focused = new WeakSet<HTMLInputElement>();

function focusOnce(select: boolean) {
  return (input: HTMLInputElement | null): void => {
    if (!input || focused.has(input)) return;
    focused.add(input);
    input.focus({ preventScroll: true });
    if (select) input.select();
  };
}
