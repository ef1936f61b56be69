import { Checkbox } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import { FieldValue, isNumeric } from "../field-view.tsx";
import { useObjectTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { type TableColumn, tableColumns } from "./columns.ts";
import type { DataTableProps } from "./data-table.tsx";
import { useFetchAhead } from "./fetch-ahead.ts";
import styles from "./table.module.css";
import { TitleLink } from "./table-cell.tsx";

const rowHeight = 60;

/** The table on a phone: two lines a row, the name and its first number above, the next columns below. */
export function PhoneTable({ object, columns, list, selection, openId, onOpen }: DataTableProps) {
  const objectTitle = useObjectTitle();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = tableColumns(object, columns);
  const total = list.hasMore ? Math.max(list.rows.length, list.count?.value ?? 0) : list.rows.length;
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  useFetchAhead(list, items.at(-1)?.index ?? 0);
  return (
    <div ref={scroller} className={styles.scroller} role="list" aria-label={objectTitle(object.name, "many")}>
      <div className={styles.body} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const record = list.rows[index];
          return (
            <PhoneRow
              key={record?.id ?? index}
              object={object}
              record={record}
              columns={shown}
              top={start}
              selection={selection}
              openId={openId}
              onOpen={onOpen}
              place={{ index, of: total }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface PhoneRowProps extends Pick<DataTableProps, "object" | "selection" | "openId" | "onOpen"> {
  /** Absent while it is not loaded. */
  readonly record: RecordData | undefined;
  readonly columns: readonly TableColumn[];
  readonly top: number;
  readonly place?: { readonly index: number; readonly of: number };
}

/** A record on two lines; a tap opens it. */
export function PhoneRow({ object, record, columns, top, selection, openId, onOpen, place }: PhoneRowProps) {
  const t = useT();
  return (
    <div
      role="listitem"
      aria-setsize={place?.of}
      aria-posinset={place && place.index + 1}
      className={styles.phoneRow}
      data-open={record?.id === openId || undefined}
      data-selected={record && selection.has(record.id) ? true : undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => record && onOpen(record.id)}
    >
      {record && (
        <>
          <span style={{ padding: 8 }} onClick={(event) => event.stopPropagation()}>
            <Checkbox
              size="sm"
              aria-label={t("records.table.select", { name: recordTitle(object, record) })}
              checked={selection.has(record.id)}
              onChange={() => selection.toggle(record.id)}
            />
          </span>
          <PhoneText object={object} record={record} columns={columns} onOpen={onOpen} />
        </>
      )}
    </div>
  );
}

function PhoneText({
  object,
  record,
  columns,
  onOpen,
}: {
  object: DataTableProps["object"];
  record: RecordData;
  columns: readonly TableColumn[];
  onOpen: (id: string) => void;
}) {
  const filled = columns.slice(1).filter(({ field }) => {
    const value = record[field];
    return (
      value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0)
    );
  });
  // Money says what it is by itself; another number only where there is no money.
  const number =
    filled.find(({ definition }) => definition.type === "money") ??
    filled.find(({ definition }) => isNumeric(definition)) ??
    // Where there is no number, by when something is owed stands where the eye looks first.
    filled.find(({ definition }) => "deadline" in definition && definition.deadline === true);
  const facts = filled.filter((column) => column !== number).slice(0, 3);
  const value = ({ field, definition }: TableColumn) => (
    <FieldValue object={object.name} name={field} field={definition} value={record[field]} />
  );
  return (
    <div className={styles.phoneText}>
      <div className={styles.phoneLine}>
        <TitleLink object={object} record={record} onOpen={onOpen} />
        {number && value(number)}
      </div>
      <div className={styles.phoneFacts}>
        {facts.map((column) => (
          <span key={column.field}>{value(column)}</span>
        ))}
      </div>
    </div>
  );
}
