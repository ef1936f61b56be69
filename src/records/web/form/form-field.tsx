import { useId } from "react";
import type { ObjectMetadata } from "#records/contract";
import { FieldInput } from "../field-view.tsx";
import { useFieldTitle } from "../metadata.ts";
import styles from "./create-record.module.css";

interface FormFieldProps {
  readonly object: ObjectMetadata;
  readonly name: string;
  readonly value: unknown;
  readonly error?: string;
  readonly autoFocus?: boolean;
  readonly onChange: (value: unknown) => void;
}

/** A field of a form: its title, its input, and what is wrong with it. */
export function FormField({ object, name, value, error, autoFocus, onChange }: FormFieldProps) {
  const id = useId();
  const title = useFieldTitle()(object.name, name);
  const field = object.fields[name];
  if (!field) return null;
  const wide = field.type === "long_text" || field.type === "address" || field.type === "person_name";
  return (
    <div className={styles.field} data-field={name} data-wide={wide || undefined}>
      <label htmlFor={id} className={styles.label}>
        {title}
        {field.required && !field.governedBy && (
          <span className={styles.required} aria-hidden="true">
            *
          </span>
        )}
      </label>
      <FieldInput
        object={object.name}
        name={name}
        field={field}
        value={value}
        id={id}
        ariaLabel={title}
        error={error}
        autoFocus={autoFocus}
        onChange={onChange}
      />
    </div>
  );
}
