import type { ReactNode, Ref, UIEvent } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useObjectTitle } from "../metadata.ts";
import type { TotalsAsked } from "../records.ts";
import { type ColumnChoice, selectWidth, type TableColumn } from "./columns.ts";
import type { Selection } from "./selection.ts";
import styles from "./table.module.css";
import { TableFoot } from "./table-foot.tsx";
import { TableHead } from "./table-head.tsx";
import type { useGrid } from "./use-grid.ts";

interface TableFrameProps {
  readonly object: ObjectMetadata;
  readonly columns: readonly TableColumn[];
  readonly choices: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onGroup: (field: string) => void;
  readonly selection: Selection;
  /** What the foot sums: all that the list matches, loaded or not. */
  readonly totals: TotalsAsked;
  readonly grid: ReturnType<typeof useGrid>;
  readonly rowCount: number;
  /** Another list is under way. */
  readonly busy: boolean;
  readonly scroller: Ref<HTMLDivElement>;
  readonly onScroll: (event: UIEvent<HTMLDivElement>) => void;
  /** Pixels of all rows together. */
  readonly height: number;
  readonly children: ReactNode;
}

/** What stands around the rows of a table: it scrolls, the head stays above, the foot below. */
export function TableFrame(props: TableFrameProps) {
  const { object, columns, choices, onColumns, sort, onSort, onGroup, selection, grid, busy } = props;
  const t = useT();
  const objectTitle = useObjectTitle();
  const width = columns.reduce((sum, column) => sum + column.width, selectWidth);
  return (
    <>
      <div
        ref={props.scroller}
        className={styles.scroller}
        role="grid"
        tabIndex={0}
        aria-label={objectTitle(object.name, "many")}
        aria-rowcount={props.rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={grid.activeId}
        aria-busy={busy}
        style={{ "--table-width": `${width}px` } as React.CSSProperties}
        onScroll={props.onScroll}
        {...grid.handlers}
      >
        <div className={styles.canvas} role="presentation">
          <TableHead
            object={object}
            columns={columns}
            choices={choices}
            onColumns={onColumns}
            sort={sort}
            onSort={onSort}
            onGroup={onGroup}
            selection={selection}
          />
          <div role="rowgroup" className={styles.body} style={{ height: props.height }}>
            {props.children}
          </div>
          <TableFoot
            object={object}
            columns={columns}
            totals={props.totals}
            choices={choices}
            onColumns={onColumns}
          />
        </div>
      </div>
      <span
        role="status"
        className="mantine-visually-hidden"
        style={{ position: "absolute", clip: "rect(0 0 0 0)" }}
      >
        {busy ? t("records.table.loading") : ""}
      </span>
    </>
  );
}
