import { readsAs, type Total } from "#records/contract";
import { type Format, useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { numberIn, totalOf, totalWord } from "./column-totals.ts";
import type { TableColumn } from "./columns.ts";
import styles from "./table.module.css";

/** The number that a column says of many records: an amount by currency, a day, or a plain number; which one, unless it is the sum. */
export function TotalNumber({ total, column }: { readonly total: Total; readonly column: TableColumn }) {
  const t = useT();
  const format = useFormat();
  const number = numberIn(total, column);
  if (number === undefined) return null;
  const how = totalOf(column);
  const mark =
    how === "sum" || how === "none" ? null : t(`records.total.short.${totalWord(column.definition, how)}`);
  return (
    <span className={`${styles.sums} numeric`} title={written(number, column, format, false)}>
      {mark && <span className={styles.mark}>{mark} </span>}
      {written(number, column, format, true)}
    </span>
  );
}

function written(
  number: NonNullable<ReturnType<typeof numberIn>>,
  column: TableColumn,
  { decimal, money, date, percent }: Format,
  short: boolean,
): string {
  if (typeof number === "string") {
    const type = readsAs(column.definition);
    if (type === "date" || type === "date_time") return date(number);
    return type === "percent" ? percent(Number(number)) : decimal(number, 2);
  }
  const amounts = Object.entries(number).sort(([, a], [, b]) => Number(b) - Number(a));
  const compact = short && amounts.length > 1;
  return amounts
    .map(([currency, amount]) => money({ amount, currency }, compact ? { compact } : {}))
    .join(" · ");
}
