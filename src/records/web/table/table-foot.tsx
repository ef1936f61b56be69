import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ObjectMetadata, Total } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { type TotalsAsked, useTotals } from "../records.ts";
import { totalChoices, totalOf, totalsOfColumns, totalWord } from "./column-totals.ts";
import { type ColumnChoice, selectWidth, type TableColumn, totalColumn } from "./columns.ts";
import styles from "./table.module.css";
import { TotalNumber } from "./total-number.tsx";

interface TableFootProps {
  readonly object: ObjectMetadata;
  readonly columns: readonly TableColumn[];
  readonly totals: TotalsAsked;
  readonly choices: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
}

/** Under the columns: how many, and what each column says of all of them: added up, on average, the least, the greatest. */
export function TableFoot({ object, columns, totals, choices, onColumns }: TableFootProps) {
  const t = useT();
  const { number } = useFormat();
  const { data } = useTotals(object.name, { ...totals, ...totalsOfColumns(columns) });
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
            data-numeric={at > 0 || undefined}
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
            {at > 0 && totalChoices(column.definition).length > 1 && (
              <ChosenTotal
                object={object}
                column={column}
                total={total}
                onTotal={(chosen) => onColumns(totalColumn(choices, column.field, chosen))}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

/** What the column says; a click lets it say something else. */
function ChosenTotal({
  object,
  column,
  total,
  onTotal,
}: {
  readonly object: ObjectMetadata;
  readonly column: TableColumn;
  readonly total: Total | undefined;
  readonly onTotal: (total: ReturnType<typeof totalOf>) => void;
}) {
  const t = useT();
  const title = useFieldTitle()(object.name, column.field);
  const chosen = totalOf(column);
  return (
    <Menu position="top-end">
      <Menu.Target>
        <button
          type="button"
          className={styles.footButton}
          data-quiet={chosen === "none" || undefined}
          aria-label={chosen === "none" ? t("records.total.choose", { column: title }) : undefined}
          title={t("records.total.choose", { column: title })}
        >
          {chosen === "none" || !total ? (
            <span className={styles.footHint}>{t("records.total.hint")}</span>
          ) : (
            <TotalNumber total={total} column={column} />
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{title}</Menu.Label>
        {totalChoices(column.definition).map((one) => (
          <Menu.Item
            key={one}
            rightSection={one === chosen ? <IconCheck size={14} stroke={1.5} aria-hidden="true" /> : null}
            aria-current={one === chosen || undefined}
            onClick={() => onTotal(one)}
          >
            {t(`records.total.${totalWord(column.definition, one)}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
