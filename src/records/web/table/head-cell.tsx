import { VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { isNumeric } from "../field-view.tsx";
import { useFieldTitle } from "../metadata.ts";
import { type ColumnChoice, moveColumn, narrowest, resizeColumn, type TableColumn } from "./columns.ts";
import { HeadMenu } from "./head-menu.tsx";
import { clickSort, type SortKey } from "./sort.ts";
import styles from "./table.module.css";

export interface HeadCellProps {
  readonly object: ObjectMetadata;
  readonly column: TableColumn;
  readonly at: number;
  readonly edge: boolean;
  /** What the list is sorted by, the first key first. */
  readonly keys: readonly SortKey[];
  readonly onSort: (keys: readonly SortKey[]) => void;
  readonly onGroup: () => void;
  readonly choices: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
  readonly dragged: string | null;
  readonly onDrag: (field: string | null) => void;
  readonly onDrop: () => void;
}

/** Head of a column: a click sorts, dragging moves, the edge sizes; the same by its menu (Alt with the arrow down) and by Alt with arrows. */
export function HeadCell(props: HeadCellProps) {
  const { object, column, at, keys, choices, onColumns, dragged } = props;
  const t = useT();
  const place = keys.findIndex((key) => key.field === column.field);
  const sorted = keys[place];
  const title = useFieldTitle()(object.name, column.field);
  const [over, setOver] = useState(false);
  const [sizing, setSizing] = useState<number | null>(null);
  const [menu, setMenu] = useState(false);
  const numeric = isNumeric(column.definition);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey && event.key === "ArrowDown") {
      event.preventDefault();
      event.stopPropagation();
      setMenu(true);
    }
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onColumns(
      event.shiftKey
        ? resizeColumn(choices, column.field, column.width + step * 20)
        : moveColumn(choices, column.field, step),
    );
  }

  return (
    <div
      role="columnheader"
      aria-colindex={at + 2}
      aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : undefined}
      className={styles.headCell}
      data-numeric={numeric || undefined}
      data-stays={column.left !== null || undefined}
      data-edge={props.edge || undefined}
      data-over={over && dragged && at > 0 ? "before" : undefined}
      style={
        {
          "--width": `${sizing ?? column.width}px`,
          ...(column.left === null ? {} : { left: column.left, zIndex: 2 }),
        } as CSSProperties
      }
      draggable={at > 0 && sizing === null}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenu(true);
      }}
      onDragStart={() => props.onDrag(column.field)}
      onDragEnd={() => props.onDrag(null)}
      onDragOver={(event) => {
        if (!dragged || at === 0) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={() => {
        setOver(false);
        props.onDrop();
      }}
    >
      <button
        type="button"
        className={styles.headButton}
        title={title}
        onClick={(event) => props.onSort(clickSort(keys, column.field, event.shiftKey))}
        onKeyDown={onKeyDown}
      >
        <span className={styles.headText}>{title}</span>
        {sorted &&
          (sorted.descending ? (
            <IconArrowDown size={13} stroke={1.5} aria-hidden="true" />
          ) : (
            <IconArrowUp size={13} stroke={1.5} aria-hidden="true" />
          ))}
        {sorted && keys.length > 1 && (
          <>
            <span className={styles.place} aria-hidden="true">
              {place + 1}
            </span>
            <VisuallyHidden>
              {t("records.order.place", { place: place + 1, count: keys.length })}
            </VisuallyHidden>
          </>
        )}
      </button>
      <HeadMenu {...props} title={title} opened={menu} onOpened={setMenu} />
      <Grip
        width={column.width}
        onSizing={setSizing}
        onSized={(width) => {
          setSizing(null);
          onColumns(resizeColumn(withAll(choices, column), column.field, width));
        }}
      />
    </div>
  );
}

function Grip({
  width,
  onSizing,
  onSized,
}: {
  width: number;
  onSizing: (width: number) => void;
  onSized: (width: number) => void;
}) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const at = (moved: { readonly clientX: number }) => Math.max(narrowest, width + moved.clientX - from);
    grip.onpointermove = (moved) => onSizing(at(moved));
    grip.onpointerup = (moved) => {
      grip.onpointermove = null;
      grip.onpointerup = null;
      onSized(at(moved));
    };
  };
  return (
    <span
      aria-hidden="true"
      className={styles.grip}
      onPointerDown={start}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

// The title stands in the table even where the view does not name it.
function withAll(choices: readonly ColumnChoice[], column: TableColumn): readonly ColumnChoice[] {
  return choices.some((choice) => choice.field === column.field)
    ? choices
    : [{ field: column.field }, ...choices];
}
