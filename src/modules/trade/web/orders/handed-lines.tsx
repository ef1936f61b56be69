import type { RecordData } from "#records/contract";
import { useUnitWord } from "#catalogue/web";
import { type RecordSlotProps, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../bar.module.css";

/** What a delivery or a return is made of. */
export function HandedLines({ record: delivery }: RecordSlotProps) {
  const t = useT();
  const { rows } = useRecords("delivery_line", {
    filter: { field: "delivery", op: "is", value: delivery.id },
    sort: "position",
    limit: 200,
  });
  return (
    <ul className={styles.list} aria-label={t("trade.lines.title")}>
      {rows.map((line) => (
        <Handed key={line.id} line={line} />
      ))}
    </ul>
  );
}

function Handed({ line }: { readonly line: RecordData }) {
  const format = useFormat();
  const unitWord = useUnitWord();
  return (
    <li className={styles.item}>
      <span className={styles.itemName}>{String(line.description ?? "")}</span>
      <strong className="numeric">{format.decimal(String(line.quantity ?? 0))}</strong>
      {typeof line.unit === "string" && (
        <span className={styles.quiet}>{unitWord(line.unit, String(line.quantity ?? 0))}</span>
      )}
    </li>
  );
}
