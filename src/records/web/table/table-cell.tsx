import { Link } from "@tanstack/react-router";
import type { CSSProperties, MouseEvent } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { FieldEditor, FieldValue, isNumeric } from "../field-view.tsx";
import { faceOf } from "../input/record-search.tsx";
import { useFieldTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import type { TableColumn } from "./columns.ts";
import { useFieldActs } from "./field-acts.ts";
import styles from "./table.module.css";
import { cellId, type Editing, type GridCommands } from "./use-grid.ts";

interface TableCellProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly column: TableColumn;
  readonly at: number;
  readonly row: number;
  /** The last of those that stay at the left. */
  readonly edge: boolean;
  readonly active: boolean;
  readonly editing: Editing | null;
  readonly grid: GridCommands;
}

export function TableCell(props: TableCellProps) {
  const { record, column, at, row, edge, active, editing, grid } = props;
  const place = { row, column: at };
  const onClick = (event: MouseEvent) => {
    if ((event.target as HTMLElement).closest("a, button, input")) return;
    if (active && !editing) grid.edit(place);
    else if (!editing) grid.activate(place);
  };
  return (
    <div
      id={cellId(record.id, at)}
      role="gridcell"
      aria-colindex={at + 2}
      aria-readonly={!grid.canEdit(at, record) || undefined}
      className={styles.cell}
      data-active={active || undefined}
      data-editing={editing ? true : undefined}
      data-numeric={isNumeric(column.definition) || undefined}
      data-stays={column.left !== null || undefined}
      data-edge={edge || undefined}
      style={
        {
          "--width": `${column.width}px`,
          ...(column.left === null ? {} : { left: column.left }),
        } as CSSProperties
      }
      onClick={onClick}
      onDoubleClick={() => !editing && grid.edit(place)}
    >
      {editing ? <CellEditor {...props} editing={editing} /> : <CellValue {...props} />}
    </div>
  );
}

function CellValue({ object, record, column, at, grid }: TableCellProps) {
  if (at === 0) return <TitleLink object={object} record={record} onOpen={grid.open} />;
  return (
    <FieldValue
      object={object.name}
      name={column.field}
      field={column.definition}
      value={record[column.field]}
      size="cell"
    />
  );
}

function CellEditor({
  object,
  record,
  column,
  editing,
  grid,
}: TableCellProps & { readonly editing: Editing }) {
  const fieldTitle = useFieldTitle();
  const Act = useFieldActs(object.name)[column.field];
  const shared = { object: object.name, name: column.field, field: column.definition };
  if (Act) return <Act {...shared} record={record} onClose={(move) => grid.close(editing, move)} />;
  return (
    <FieldEditor
      {...shared}
      value={record[column.field]}
      ariaLabel={fieldTitle(object.name, column.field)}
      {...(editing.typed === undefined ? {} : { typed: editing.typed })}
      onCommit={(value, move) => grid.commit(editing, value, move)}
      onCancel={(move) => grid.close(editing, move)}
    />
  );
}

/** The name of the record; opens it beside the list, or on its page with Ctrl/⌘. */
export function TitleLink({
  object,
  record,
  onOpen,
}: {
  object: ObjectMetadata;
  record: RecordData;
  onOpen: (id: string) => void;
}) {
  const t = useT();
  const { pathOf } = useRecordAddresses();
  const title = recordTitle(object, record);
  const path = pathOf(object.name, record.id) ?? `/${object.plural}/${record.id}`;
  const face = faceOf(object.name, record);
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(record.id);
  };
  return (
    <span style={{ display: "flex", alignItems: "center", gap: 8 }}>
      {face && <Avatar name={title} kind={face} size={20} />}
      <Link
        to={path as never}
        tabIndex={-1}
        preload={false}
        className={`${styles.title} ${title ? "" : styles.untitled}`}
        title={title}
        onClick={open}
      >
        {title || t("records.untitled")}
      </Link>
    </span>
  );
}
