import { TextInput } from "@mantine/core";
import { useUnitWord } from "#catalogue/web";
import { FieldInput, useFieldTitle, useObject } from "#records/web";
import { useFormat } from "#web/format.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";
import type { EditedLine } from "./edited-line.ts";

interface LineRowProps {
  readonly object: string;
  readonly line: EditedLine;
  readonly currency: string;
  readonly amount: string | undefined;
  readonly editable: boolean;
  readonly onChange: (part: Partial<EditedLine>) => void;
  readonly onRemove: () => void;
}

const numbers = ["quantity", "price", "discount"] as const;

/** One line: read, or typed into. What came from elsewhere keeps what it says, but for its quantity. */
export function LineRow(props: LineRowProps) {
  const { object, line, currency, amount, editable, onChange, onRemove } = props;
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const isOwn = editable && !line.fixed;
  return (
    <>
      {isOwn ? (
        <TextInput
          size="xs"
          aria-label={fieldTitle(object, "description")}
          value={line.description}
          maxLength={2000}
          onChange={({ currentTarget }) => onChange({ description: currentTarget.value })}
        />
      ) : (
        <span className={styles.description}>{line.description}</span>
      )}
      {numbers.map((name) => (
        <NumberOf
          key={name}
          object={object}
          name={name}
          line={line}
          currency={currency}
          editable={isOwn || (editable && name === "quantity")}
          onChange={onChange}
        />
      ))}
      <span className="numeric">{amount === undefined ? "" : format.money({ amount, currency })}</span>
      {editable ? <RemoveButton label={t("billing.lines.remove")} onClick={onRemove} /> : <span />}
    </>
  );
}

interface NumberOfProps extends Pick<LineRowProps, "object" | "line" | "currency" | "editable" | "onChange"> {
  readonly name: (typeof numbers)[number];
}

function NumberOf({ object, name, line, currency, editable, onChange }: NumberOfProps) {
  const format = useFormat();
  const unitWord = useUnitWord();
  const title = useFieldTitle()(object, name);
  // Typed as a plain number, whatever the field is: its currency is that of the document.
  const { quantity: field } = useObject(object).fields;
  const value = line[name];
  if (!field) return null;
  const shown = {
    quantity: (typed: string) =>
      `${format.decimal(typed)} ${line.unit ? unitWord(line.unit, typed) : ""}`.trim(),
    price: (typed: string) => format.money({ amount: typed, currency }),
    discount: (typed: string) => (Number(typed) > 0 ? format.percent(-Number(typed)) : ""),
  }[name];
  const told = value === null ? "" : shown(value);
  return (
    <label className={styles.number} data-empty={(!editable && !told) || undefined}>
      <span className={styles.numberTitle}>{title}</span>
      {editable ? (
        <FieldInput
          object={object}
          name={name}
          field={field}
          value={value}
          ariaLabel={title}
          onChange={(typed) => onChange({ [name]: typed as string | null })}
        />
      ) : (
        <span className="numeric">{told}</span>
      )}
    </label>
  );
}
