import { Checkbox } from "@mantine/core";
import { type MouseEvent, memo } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useRecordRights } from "../record-rights.ts";
import { recordTitle } from "../record-values.ts";
import { selectWidth, type TableColumn } from "./columns.ts";
import styles from "./table.module.css";
import { TableCell } from "./table-cell.tsx";
import type { Editing, GridCommands } from "./use-grid.ts";

interface TableRowProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly columns: readonly TableColumn[];
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  readonly open: boolean;
  /** The column the keyboard is in, -1 for another row. */
  readonly active: number;
  readonly editing: Editing | null;
  readonly grid: GridCommands;
}

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { object, record, columns, index, top, selected, open, active, editing, grid } = props;
  const t = useT();
  // Drawn again when they come: its cells ask the grid, which has them in hand.
  useRecordRights(object, record);
  const select = (event: MouseEvent) => {
    event.stopPropagation();
    grid.toggle(record.id, event.shiftKey);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-open={open || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, zIndex: editing ? 2 : undefined }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        className={`${styles.cell} ${styles.select}`}
        data-stays
        style={{ "--width": `${selectWidth}px`, left: 0 } as React.CSSProperties}
        onClick={select}
      >
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t("records.table.select", { name: recordTitle(object, record) })}
          checked={selected}
          onChange={() => {}}
        />
      </div>
      {columns.map((column, at) => (
        <TableCell
          key={column.field}
          object={object}
          record={record}
          column={column}
          at={at}
          row={index}
          edge={column.left !== null && columns[at + 1]?.left == null}
          active={active === at}
          editing={editing?.column === at ? editing : null}
          grid={grid}
        />
      ))}
    </div>
  );
}, sameRow);

// Columns are reckoned anew with each drawing of the table; they differ only when the choice did.
function sameRow(before: TableRowProps, after: TableRowProps): boolean {
  return (
    before.record === after.record &&
    before.object === after.object &&
    before.index === after.index &&
    before.top === after.top &&
    before.selected === after.selected &&
    before.open === after.open &&
    before.active === after.active &&
    before.editing === after.editing &&
    before.columns.length === after.columns.length &&
    before.columns.every((column, at) => {
      const other = after.columns[at];
      return (
        column.field === other?.field &&
        column.width === other.width &&
        column.left === other.left &&
        column.definition === other.definition
      );
    })
  );
}

/** A row that is not loaded yet: grey bars where its values will stand. */
export function BoneRow({
  columns,
  index,
  top,
}: {
  columns: readonly TableColumn[];
  index: number;
  top: number;
}) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy="true"
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={`${styles.cell} ${styles.select}`} />
      {columns.map((column, at) => (
        <div
          key={column.field}
          role="gridcell"
          aria-colindex={at + 2}
          className={styles.cell}
          style={{ "--width": `${column.width}px` } as React.CSSProperties}
        >
          <span className={styles.bone} style={{ width: `${40 + ((index * 37 + at * 53) % 45)}%` }} />
        </div>
      ))}
    </div>
  );
}
