import { useUnitWord } from "#catalogue/web";
import { useFormat } from "#web/format.ts";
import type { LineRowProps } from "./line-row.tsx";
import styles from "./lines.module.css";
import { NumberCell } from "./number-cell.tsx";

/** How many at which price and discount, the rate of its tax, and what the line comes to. */
export function LineNumbers(props: LineRowProps) {
  const { object, line, currency, amount, editable, isFixed, errorOf, onChange } = props;
  const format = useFormat();
  const unitWord = useUnitWord();
  const unit = line.unit ? unitWord(line.unit, line.quantity ?? "0") : "";
  const cell = { object, currency };
  return (
    <div className={styles.numbers}>
      <NumberCell
        {...cell}
        name="quantity"
        value={line.quantity}
        editable={editable}
        suffix={unit}
        error={errorOf?.("quantity")}
        onChange={(quantity) => onChange({ quantity })}
      />
      <NumberCell
        {...cell}
        // A price that the list says anew is shown at once.
        key={`price ${line.listPrice}`}
        name="price"
        value={line.price}
        editable={editable && !isFixed}
        error={errorOf?.("price")}
        onChange={(price) => onChange({ price })}
      />
      <NumberCell
        {...cell}
        name="discount"
        value={line.discount}
        editable={editable && !isFixed}
        error={errorOf?.("discount")}
        onChange={(discount) => onChange({ discount })}
      />
      <span className={styles.tax}>
        {line.taxRate === undefined ? "" : format.percent(Number(line.taxRate))}
      </span>
      <strong className={styles.sum}>{amount === undefined ? "" : format.money({ amount, currency })}</strong>
    </div>
  );
}
