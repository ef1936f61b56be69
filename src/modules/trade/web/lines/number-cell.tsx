import { FieldInput, useFieldTitle, useObject } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./lines.module.css";

export type LineNumber = "quantity" | "price" | "discount";

interface NumberCellProps {
  /** That of the lines. */
  readonly object: string;
  readonly name: LineNumber;
  readonly value: string | null;
  readonly currency: string;
  readonly editable: boolean;
  /** Behind the number: its unit. */
  readonly suffix?: string;
  readonly error?: string | undefined;
  readonly onChange: (value: string | null) => void;
}

/** One number of a line, under its title where there is no head above it. */
export function NumberCell({
  object,
  name,
  value,
  currency,
  editable,
  suffix,
  error,
  onChange,
}: NumberCellProps) {
  const fieldTitle = useFieldTitle();
  const t = useT();
  const format = useFormat();
  const { fields } = useObject(object);
  const title = fieldTitle(object, name);
  // Typed as a plain number, whatever the field is: its currency is that of the document.
  const field = fields.quantity;
  if (!field) return null;
  const shown = {
    quantity: format.decimal,
    discount: format.decimal,
    price: (amount: string) => format.money({ amount, currency }),
  }[name];
  return (
    <label className={styles.number} {...{ [`data-${name}`]: "" }}>
      <span className={styles.numberTitle}>
        {name === "discount" ? t("trade.lines.discount_head") : title}
      </span>
      {editable ? (
        <FieldInput
          object={object}
          name={name}
          field={field}
          value={value}
          ariaLabel={title}
          onChange={(typed) => onChange(typed as string | null)}
          {...(error && { error })}
        />
      ) : (
        <span className="numeric">{value === null ? "" : shown(value)}</span>
      )}
      {suffix && <span className={styles.unit}>{suffix}</span>}
    </label>
  );
}
