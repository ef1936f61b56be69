import type { Filter } from "#kernel/filter";
import type { Money } from "#kernel/money";
import { RecordLink, type RecordSlotProps, useRecords, StateMark } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../bar.module.css";
import { NewQuote } from "./new-quote.tsx";

const most = 5;

/** The quotes and orders of a deal, a person or a company, the newest first; one more by a click. */
export function Documents({ object, record }: RecordSlotProps) {
  const t = useT();
  const filter: Filter = { field: object === "deal" ? "deal" : "customer", op: "is", value: record.id };
  const asked = { filter, limit: most };
  const quotes = useRecords("quote", { ...asked, sort: "-created_at" });
  const orders = useRecords("order", { ...asked, sort: "-ordered_on" });
  const isEmpty = quotes.rows.length + orders.rows.length === 0;
  return (
    <div className={styles.list}>
      {isEmpty && <p className={styles.empty}>{t("trade.beside.empty")}</p>}
      <ul className={styles.list}>
        {[
          ...orders.rows.map((row) => ["order", row] as const),
          ...quotes.rows.map((row) => ["quote", row] as const),
        ].map(([name, row]) => (
          <One key={row.id} object={name} record={row} />
        ))}
      </ul>
      {!record.archived_at && <NewQuote object={object} record={record} />}
    </div>
  );
}

function One({ object, record }: RecordSlotProps) {
  const format = useFormat();
  const total = record.total as Money | null | undefined;
  return (
    <li className={styles.item}>
      <RecordLink object={object} record={record} className={styles.itemName} />
      <StateMark object={object} state={record.state} />
      {total && <span className="numeric">{format.money(total)}</span>}
    </li>
  );
}
