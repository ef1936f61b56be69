import type { ObjectMetadata, Total } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { fieldType } from "../../field-types/field-types.ts";
import { type TotalsAsked, useTotals } from "../records.ts";
import { selectWidth, type TableColumn } from "./columns.ts";
import styles from "./table.module.css";

/** Under the columns: how many, and the sum of each column that can be summed, by currency. */
export function TableFoot({
  object,
  columns,
  totals,
}: {
  object: ObjectMetadata;
  columns: readonly TableColumn[];
  totals: TotalsAsked;
}) {
  const t = useT();
  const { number } = useFormat();
  const summed = columns.filter(
    (column) => column.definition.type !== "percent" && fieldType(column.definition).summed,
  );
  const { data } = useTotals(object.name, { ...totals, sum: summed.map((column) => column.field) });
  const total = data?.[0];
  return (
    <div role="rowgroup" className={styles.foot}>
      <div role="row" style={{ display: "flex" }}>
        <div
          role="gridcell"
          className={`${styles.footCell} ${styles.select}`}
          data-stays
          style={{ "--width": `${selectWidth}px`, left: 0 } as React.CSSProperties}
        />
        {columns.map((column, at) => (
          <div
            key={column.field}
            role="gridcell"
            className={styles.footCell}
            data-numeric={summed.includes(column) || undefined}
            data-stays={column.left !== null || undefined}
            data-edge={(column.left !== null && columns[at + 1]?.left == null) || undefined}
            style={
              {
                "--width": `${column.width}px`,
                ...(column.left === null ? {} : { left: column.left }),
              } as React.CSSProperties
            }
          >
            {at === 0 && total && (
              <span>{t("records.table.count", { count: total.count, number: number(total.count) })}</span>
            )}
            {at > 0 && summed.includes(column) && total && <Sum total={total} column={column} />}
          </div>
        ))}
      </div>
    </div>
  );
}

function Sum({ total, column }: { total: Total; column: TableColumn }) {
  const { decimal, money } = useFormat();
  const sum = total.sums[column.field];
  if (sum === undefined || sum === null) return null;
  if (typeof sum === "string") return <span className="numeric">{decimal(sum, 2)}</span>;
  const amounts = Object.entries(sum).sort(([, a], [, b]) => Number(b) - Number(a));
  const text = (compact: boolean) =>
    amounts
      .map(([currency, amount]) => money({ amount, currency }, compact ? { compact } : { whole: true }))
      .join(" · ");
  return (
    <span className={`${styles.sums} numeric`} title={text(false)}>
      {text(amounts.length > 1)}
    </span>
  );
}
