import Big from "big.js";
import { useUnitWord } from "#catalogue/web";
import type { RecordData } from "#records/contract";
import { AmountInput, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../payments/payments.module.css";

interface CreditableLine {
  readonly id: string;
  readonly description: string;
  readonly unit: string | null;
  /** How much of it no credit note gave back. */
  readonly left: string;
}

interface Left {
  readonly line: string;
  readonly quantity: string | null;
}

/** The lines of an invoice of which something is left to credit. */
export function useCreditableLines(invoice: RecordData, left: readonly Left[]): readonly CreditableLine[] {
  const filter = { field: "invoice", op: "is", value: invoice.id } as const;
  const { rows } = useRecords("invoice_line", { filter, sort: "position", limit: 200 });
  return rows.flatMap(({ id, description, unit }) => {
    const quantity = left.find(({ line }) => line === id)?.quantity ?? "0";
    if (Number(quantity) <= 0) return [];
    return [
      { id, description: String(description ?? ""), unit: (unit as string | null) ?? null, left: quantity },
    ];
  });
}

interface CreditLinesProps {
  readonly lines: readonly CreditableLine[];
  readonly quantities: ReadonlyMap<string, string | null>;
  readonly onChange: (line: string, quantity: string | null) => void;
}

/** How much of each line is credited; nothing unless said. */
export function CreditLines({ lines, quantities, onChange }: CreditLinesProps) {
  const t = useT();
  const format = useFormat();
  const unitWord = useUnitWord();
  return (
    <ul className={styles.shares}>
      {lines.map(({ id, description, unit, left }) => {
        const isTooMuch = new Big(quantities.get(id) ?? 0).gt(left);
        const amount = `${format.decimal(left)} ${unit ? unitWord(unit, left) : ""}`.trim();
        return (
          <li key={id} className={styles.share}>
            <span className={styles.what}>
              {description}
              <span className={isTooMuch ? styles.wrong : styles.quiet}>
                {t(isTooMuch ? "billing.credit.most" : "billing.credit.of", { amount })}
              </span>
            </span>
            <AmountInput
              bare
              label={description}
              value={quantities.get(id) ?? null}
              onChange={(quantity) => onChange(id, quantity)}
            />
          </li>
        );
      })}
    </ul>
  );
}
