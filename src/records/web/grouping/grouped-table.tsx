import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef } from "react";
import type { ObjectMetadata } from "#records/contract";
import { selectWidth, stretchColumns, type TableColumn, tableColumns } from "../table/columns.ts";
import { type DataTableProps, pageOf } from "../table/data-table.tsx";
import { useHeadWidth } from "../table/head-width.ts";
import { useRowHeight } from "../table/row-height.ts";
import tableStyles from "../table/table.module.css";
import { TableFrame } from "../table/table-frame.tsx";
import { BoneRow, TableRow } from "../table/table-row.tsx";
import { TotalNumber } from "../table/total-number.tsx";
import { useGrid } from "../table/use-grid.ts";
import { GroupTitle } from "./group-title.tsx";
import { type Group, stretchAt } from "./grouped-lines.ts";
import styles from "./grouping.module.css";
import { type GroupedRows, useRowsInSight } from "./use-grouped-rows.ts";

export interface GroupedTableProps extends Omit<DataTableProps, "list"> {
  readonly grouped: GroupedRows;
}

/** A table whose rows stand in groups, each with its numbers under the columns; a group shuts to its head. */
export function GroupedTable({ grouped, ...props }: GroupedTableProps) {
  const { object, selection, openId, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const { ref: measured, width: available } = useElementSize();
  const headWidth = useHeadWidth(object.name);
  const columns = useMemo(
    () => stretchColumns(tableColumns(object, props.columns, headWidth), available),
    [object, props.columns, headWidth, available],
  );
  const lines = useVirtualizer({
    count: grouped.lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    // The head of the table and that of a group stand above.
    scrollPaddingStart: 40 + rowHeight,
    scrollPaddingEnd: 40,
  });
  const grid = useGrid({
    object,
    columns,
    list: grouped.list,
    selection,
    onOpen,
    openId,
    scrollTo: (row) => lines.scrollToIndex(grouped.lineOf(row)),
    focus: () => scroller.current?.focus({ preventScroll: true }),
    page: pageOf(scroller.current, rowHeight),
  });
  const items = lines.getVirtualItems();
  useRowsInSight(grouped, items);
  useEffect(() => lines.measure(), [rowHeight, lines]);
  const first = Math.floor((lines.scrollOffset ?? 0) / rowHeight);
  const above = stretchAt(grouped.stretches, first);
  // Above rows their group stays in sight, above heads of groups the one that they are parts of.
  const stuck = above?.kind === "rows" ? above.group : above?.group.within;

  function shut(group: Group): void {
    const head = grouped.stretches.find((one) => one.kind === "head" && one.group.id === group.id);
    grouped.toggle(group);
    if (head) lines.scrollToOffset(head.start * rowHeight);
  }
  return (
    <TableFrame
      object={object}
      columns={columns}
      choices={props.columns}
      onColumns={props.onColumns}
      sort={props.sort}
      onSort={props.onSort}
      onGroup={props.onGroup}
      selection={selection}
      totals={props.totals}
      grid={grid}
      rowCount={grouped.lines}
      busy={grouped.list.isStale}
      scroller={useMergedRef(scroller, measured)}
      onScroll={() => {}}
      height={lines.getTotalSize()}
    >
      {stuck && (
        <div className={styles.stuck} aria-hidden="true">
          <HeadLine object={object} columns={columns} group={stuck} open stuck onToggle={shut} />
        </div>
      )}
      {items.map(({ index, start }) => {
        const stretch = stretchAt(grouped.stretches, index);
        if (stretch?.kind === "head") {
          const { group } = stretch;
          return (
            <HeadLine
              key={group.id}
              object={object}
              columns={columns}
              group={group}
              top={start}
              line={index}
              open={grouped.isOpen(group)}
              onToggle={grouped.toggle}
            />
          );
        }
        const row = grouped.rowAt(index);
        if (!row) return <BoneRow key={index} columns={columns} index={index} top={start} />;
        return (
          <TableRow
            key={row.record.id}
            object={object}
            record={row.record}
            columns={columns}
            index={row.index}
            top={start}
            selected={selection.has(row.record.id)}
            open={row.record.id === openId}
            active={grid.active?.row === row.index ? grid.active.column : -1}
            editing={grid.editing?.seen.id === row.record.id ? grid.editing : null}
            grid={grid.commands}
          />
        );
      })}
    </TableFrame>
  );
}

interface HeadLineProps {
  readonly object: ObjectMetadata;
  readonly columns: readonly TableColumn[];
  readonly group: Group;
  readonly open: boolean;
  readonly onToggle: (group: Group) => void;
  readonly top?: number;
  readonly line?: number;
  readonly stuck?: boolean;
}

/** The head of a group: its title over the columns that stay, its numbers under the columns they belong to. */
const HeadLine = memo(function HeadLine(props: HeadLineProps) {
  const { object, columns, group, open, onToggle, top = 0, line, stuck } = props;
  const [title, ...others] = columns;
  if (!title) return null;
  return (
    <div
      role="row"
      aria-rowindex={line === undefined ? undefined : line + 2}
      className={`${tableStyles.row} ${styles.head}`}
      data-inner={group.within ? true : undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="gridcell"
        className={tableStyles.cell}
        data-stays
        style={{ "--width": `${selectWidth + title.width}px`, left: 0 } as React.CSSProperties}
      >
        <GroupTitle
          object={object}
          group={group}
          open={open}
          onToggle={() => onToggle(group)}
          {...(stuck ? { stuck } : {})}
        />
      </div>
      {others.map((column) => (
        <div
          key={column.field}
          role="gridcell"
          className={tableStyles.cell}
          data-numeric
          data-stays={column.left !== null || undefined}
          style={
            {
              "--width": `${column.width}px`,
              ...(column.left === null ? {} : { left: column.left }),
            } as React.CSSProperties
          }
        >
          <TotalNumber total={group.head.total} column={column} />
        </div>
      ))}
    </div>
  );
});
