import { Checkbox } from "@mantine/core";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { type ColumnChoice, moveColumn, selectWidth, type TableColumn } from "./columns.ts";
import { HeadCell } from "./head-cell.tsx";
import type { Selection } from "./selection.ts";
import { readSort, writeSort } from "./sort.ts";
import styles from "./table.module.css";

interface TableHeadProps {
  readonly object: ObjectMetadata;
  readonly columns: readonly TableColumn[];
  readonly choices: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onGroup: (field: string) => void;
  readonly selection: Selection;
}

export function TableHead(props: TableHeadProps) {
  const { object, columns, choices, onColumns, sort, onSort, onGroup, selection } = props;
  const t = useT();
  const [dragged, setDragged] = useState<string | null>(null);
  const keys = readSort(sort);
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} style={{ display: "flex" }}>
        <div
          role="columnheader"
          aria-colindex={1}
          className={`${styles.headCell} ${styles.select}`}
          data-stays
          style={{ "--width": `${selectWidth}px`, left: 0, display: "flex" } as React.CSSProperties}
        >
          <Checkbox
            size="xs"
            aria-label={t("records.table.select_loaded")}
            checked={selection.all || selection.wide}
            indeterminate={!selection.all && !selection.wide && !selection.isEmpty}
            onChange={selection.toggleLoaded}
          />
        </div>
        {columns.map((column, at) => (
          <HeadCell
            key={column.field}
            object={object}
            column={column}
            at={at}
            edge={column.left !== null && columns[at + 1]?.left == null}
            keys={keys}
            onSort={(next) => onSort(writeSort(next))}
            onGroup={() => onGroup(column.field)}
            choices={choices}
            onColumns={onColumns}
            dragged={dragged}
            onDrag={setDragged}
            onDrop={() => {
              if (dragged && dragged !== column.field) onColumns(moveColumn(choices, dragged, column.field));
              setDragged(null);
            }}
          />
        ))}
      </div>
    </div>
  );
}
