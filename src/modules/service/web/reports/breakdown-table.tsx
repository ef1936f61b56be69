import type { ReactNode } from "react";
import { useT } from "#web/texts.ts";
import styles from "./reports.module.css";
import { type Part, useRowTitle } from "./told.ts";

interface BreakdownTableProps<Row extends Part> {
  readonly object: "ticket" | "conversation";
  readonly label: string;
  /** Titles of its columns of figures. */
  readonly columns: readonly string[];
  readonly report: { readonly by: string; readonly rows: readonly Row[]; readonly left: number };
  /** The cells of a row; those of the whole for none. */
  readonly cells: (row: Row | null) => ReactNode;
}

/** What a report tells of, told apart by one thing: the whole, then its parts. */
export function BreakdownTable<Row extends Part>({
  object,
  label,
  columns,
  report,
  cells,
}: BreakdownTableProps<Row>) {
  const t = useT();
  const title = useRowTitle(object, report.by);
  return (
    <>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t(`service.reports.by.${report.by}`)}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={styles.strong}>
              <th scope="row">{t("service.reports.all")}</th>
              {cells(null)}
            </tr>
            {report.rows.map((row) => (
              <tr key={row.key ?? ""}>
                <th scope="row">{title(row)}</th>
                {cells(row)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.left > 0 && <p className={styles.note}>{t("service.reports.left", { count: report.left })}</p>}
    </>
  );
}
