import { type FocusEvent, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { FieldInput, useChangeRecord, useFieldTitle, useObject } from "#records/web";
import { useFormat } from "#web/format.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { lineSum } from "./line-sums.ts";
import styles from "./products.module.css";

interface ProductLineProps {
  readonly line: RecordData;
  readonly readOnly: boolean;
  /** Tells what the line would be while one types, for the sum below; null when it is as it is kept. */
  readonly onType: (line: RecordData | null) => void;
  readonly onRemove: () => void;
}

const numbers = ["quantity", "price", "discount"] as const;

/** One product of a deal: how many, at which price, less what; kept when one leaves the line. */
export function ProductLine({ line, readOnly, onType, onRemove }: ProductLineProps) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const { fields } = useObject("deal_product");
  const change = useChangeRecord("deal_product");
  const [typed, setTyped] = useState<Readonly<Record<string, unknown>>>({});
  const shown: RecordData = { ...line, ...typed };
  const sum = lineSum(shown);
  const product = (line.product as LinkValue | null)?.title ?? "";

  function type(name: string, value: unknown): void {
    const next = { ...typed, [name]: value };
    setTyped(next);
    onType({ ...line, ...next });
  }

  // A number that was emptied comes back: a line without a quantity means nothing.
  function keep({ currentTarget, relatedTarget }: FocusEvent): void {
    if (currentTarget.contains(relatedTarget) || relatedTarget?.closest("[data-portal]")) return;
    const values = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null));
    setTyped({});
    onType(null);
    if (Object.keys(values).length > 0) void change(line, values, { quiet: true });
  }

  return (
    <div className={styles.line} onBlur={keep}>
      <div className={styles.lineHead}>
        <span className={styles.product} title={product}>
          {product}
        </span>
        <span className="numeric">{sum ? format.money(sum) : ""}</span>
        {!readOnly && <RemoveButton label={t("sales.products.remove", { product })} onClick={onRemove} />}
      </div>
      {!readOnly && (
        <div className={styles.numbers}>
          {numbers.map((name) => {
            const field = fields[name];
            return (
              field && (
                <label key={name} className={styles.number}>
                  <span>{fieldTitle("deal_product", name)}</span>
                  <FieldInput
                    object="deal_product"
                    name={name}
                    field={field}
                    value={shown[name]}
                    ariaLabel={`${fieldTitle("deal_product", name)}: ${product}`}
                    onChange={(value) => type(name, value)}
                  />
                </label>
              )
            );
          })}
        </div>
      )}
    </div>
  );
}
