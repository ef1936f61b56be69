import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import styles from "./pipelines.module.css";

interface NameInputProps {
  readonly value: string;
  readonly label: string;
  readonly readOnly: boolean;
  readonly strong?: boolean;
  /** Just made: the cursor stands in it, and what is typed takes the place of the name given. */
  readonly isNew?: boolean;
  readonly onKeep: (name: string) => void;
}

/** A name edited in its place: kept by Enter or by leaving, given up by Esc; an empty one comes back. */
export function NameInput({ value, label, readOnly, strong, isNew, onKeep }: NameInputProps) {
  const [name, setName] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setName(value), [value]);
  useEffect(() => {
    if (isNew) input.current?.select();
  }, [isNew]);
  return (
    <TextInput
      ref={input}
      className={styles.name}
      classNames={strong ? { input: styles.strong ?? "" } : {}}
      variant="unstyled"
      aria-label={label}
      readOnly={readOnly}
      maxLength={200}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => {
        const kept = name.trim();
        if (!kept) setName(value);
        else if (kept !== value) onKeep(kept);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setName(value);
      }}
    />
  );
}
