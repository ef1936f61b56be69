import { useUnitWord } from "#catalogue/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type EditedLine, problemOf } from "./edited-line.ts";
import type { LineRowProps } from "./line-row.tsx";
import styles from "./lines.module.css";
import { NumberCell } from "./number-cell.tsx";

/** How many at which price and discount, the rate of its tax, and what the line comes to. */
export function LineNumbers({
  object,
  line,
  currency,
  sum,
  taxIncluded,
  refusal,
  editable,
  onChange,
}: LineRowProps) {
  const t = useT();
  const format = useFormat();
  const unitWord = useUnitWord();
  const problem = problemOf(line);
  const unit = line.unit ? unitWord(line.unit, line.quantity ?? "0") : "";
  const cell = { object, editable, currency };
  const wrong = (field: string) =>
    problem?.field === field
      ? t(`trade.lines.problems.${field}`)
      : refusal?.field === field
        ? refusal.text
        : undefined;
  return (
    <div className={styles.numbers}>
      <NumberCell
        {...cell}
        name="quantity"
        value={line.quantity}
        suffix={unit}
        error={wrong("quantity")}
        onChange={(quantity) => onChange({ quantity, ...(isListed(line) && { price: line.listPrice }) })}
      />
      <NumberCell
        {...cell}
        // A price that the list says anew is shown at once.
        key={`price ${line.listPrice}`}
        name="price"
        value={line.price}
        error={wrong("price")}
        onChange={(price) => onChange({ price })}
      />
      <NumberCell
        {...cell}
        name="discount"
        value={line.discount}
        error={wrong("discount")}
        onChange={(discount) => onChange({ discount })}
      />
      <span className={styles.tax}>{format.percent(Number(line.taxRate))}</span>
      <strong className={styles.sum}>
        {sum && format.money({ amount: taxIncluded ? sum.gross : sum.net, currency })}
      </strong>
    </div>
  );
}

const isListed = ({ price, listPrice }: EditedLine): boolean => listPrice !== null && price === listPrice;
