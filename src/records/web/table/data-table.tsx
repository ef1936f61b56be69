import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useMemo } from "react";
import type { ObjectMetadata } from "#records/contract";
import type { RecordList, TotalsAsked } from "../records.ts";
import { type ColumnChoice, stretchColumns, tableColumns } from "./columns.ts";
import { useFetchAhead } from "./fetch-ahead.ts";
import { useHeadWidth } from "./head-width.ts";
import { useRowHeight } from "./row-height.ts";
import type { Selection } from "./selection.ts";
import { TableFrame } from "./table-frame.tsx";
import { BoneRow, TableRow } from "./table-row.tsx";
import { useGrid } from "./use-grid.ts";

export interface DataTableProps {
  readonly object: ObjectMetadata;
  readonly list: RecordList;
  readonly columns: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  /** Put the rows together by a field. */
  readonly onGroup: (field: string) => void;
  readonly selection: Selection;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  /** What the foot sums: all that the list matches, loaded or not. */
  readonly totals: TotalsAsked;
  /** Where the list was scrolled to when it was left. */
  readonly place: string;
}

// Browsers draw nothing below some 33 million pixels.
const tallest = 800_000;

/** Rows and columns of records: any number of them, of which only those in sight are drawn. */
export function DataTable(props: DataTableProps) {
  const { object, list, selection, openId, onOpen, sort, onSort, onColumns } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const { ref: measured, width: available } = useElementSize();
  const headWidth = useHeadWidth(object.name);
  const columns = useMemo(
    () => stretchColumns(tableColumns(object, props.columns, headWidth), available),
    [object, props.columns, headWidth, available],
  );
  const total = Math.min(
    tallest,
    list.hasMore ? Math.max(list.rows.length, list.count?.value ?? 0) : list.rows.length,
  );
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    initialOffset: () => places.get(props.place) ?? 0,
    paddingStart: 0,
    scrollPaddingStart: 40,
    scrollPaddingEnd: 40,
  });
  const grid = useGrid({
    object,
    columns,
    list,
    selection,
    onOpen,
    openId,
    scrollTo: (row) => rows.scrollToIndex(row),
    focus: () => scroller.current?.focus({ preventScroll: true }),
    page: pageOf(scroller.current, rowHeight),
  });
  const items = rows.getVirtualItems();
  useFetchAhead(list, items.at(-1)?.index ?? 0);
  useEffect(() => rows.measure(), [rowHeight, rows]);

  return (
    <TableFrame
      object={object}
      columns={columns}
      choices={props.columns}
      onColumns={onColumns}
      sort={sort}
      onSort={onSort}
      onGroup={props.onGroup}
      selection={selection}
      totals={props.totals}
      grid={grid}
      rowCount={total}
      busy={list.isStale}
      scroller={useMergedRef(scroller, measured)}
      onScroll={(event) => places.set(props.place, event.currentTarget.scrollTop)}
      height={rows.getTotalSize()}
    >
      {items.map(({ index, start }) => {
        const record = list.rows[index];
        if (!record) return <BoneRow key={index} columns={columns} index={index} top={start} />;
        return (
          <TableRow
            key={record.id}
            object={object}
            record={record}
            columns={columns}
            index={index}
            top={start}
            selected={selection.has(record.id)}
            open={record.id === openId}
            active={grid.active?.row === index ? grid.active.column : -1}
            editing={grid.editing?.seen.id === record.id ? grid.editing : null}
            grid={grid.commands}
          />
        );
      })}
    </TableFrame>
  );
}

// A list remembers where one was, for as long as the tab lives.
const places = new Map<string, number>();

export function pageOf(element: HTMLDivElement | null, rowHeight: number): number {
  return Math.max(1, Math.floor(((element?.clientHeight ?? 600) - 80) / rowHeight));
}
