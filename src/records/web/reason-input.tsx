import { Input } from "@mantine/core";
import { useId } from "react";
import { optionsOf, useFieldTitle, useObject, useOptionTitle } from "./metadata.ts";
import styles from "./reason-input.module.css";

interface ReasonInputProps {
  readonly object: string;
  /** The field whose options are the reasons. */
  readonly name: string;
  readonly value: string | null;
  /** Asked first: who opens the dialog stands in it. */
  readonly autoFocus?: boolean;
  readonly onChange: (reason: string) => void;
}

/** Asks why, by the reasons there are: all seen at once, one tab stop, the arrows choose. Nothing where the field may not be seen. */
export function ReasonInput({ object, name, value, autoFocus = false, onChange }: ReasonInputProps) {
  const id = useId();
  const title = useFieldTitle()(object, name);
  const optionTitle = useOptionTitle();
  const field = useObject(object).fields[name];
  if (!field) return null;
  const reasons = optionsOf(field);
  const first = value ?? reasons[0];
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <Input.Label component="span" id={id}>
        {title}
      </Input.Label>
      <div className={styles.reasons}>
        {reasons.map((reason) => (
          <label key={reason} className={styles.reason}>
            <input
              type="radio"
              name={id}
              value={reason}
              checked={reason === value}
              data-autofocus={(autoFocus && reason === first) || undefined}
              onChange={() => onChange(reason)}
            />
            {optionTitle(object, name, reason)}
          </label>
        ))}
      </div>
    </div>
  );
}
