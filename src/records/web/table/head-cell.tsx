import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconChevronDown,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
  IconStack2,
} from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { isNumeric } from "../field-view.tsx";
import { groupKind } from "../grouping/group-key.ts";
import { useFieldTitle } from "../metadata.ts";
import {
  type ColumnChoice,
  moveColumn,
  narrowest,
  pinColumn,
  resizeColumn,
  type TableColumn,
  toggleColumn,
} from "./columns.ts";
import type { SortKey } from "./sort.ts";
import styles from "./table.module.css";

interface HeadCellProps {
  readonly object: ObjectMetadata;
  readonly column: TableColumn;
  readonly at: number;
  readonly edge: boolean;
  readonly sorted: SortKey | undefined;
  /** Its place among several sort keys; 0 where there is one. */
  readonly place: number;
  readonly onSort: (add: boolean) => void;
  readonly onSortTo: (descending: boolean) => void;
  readonly onGroup: () => void;
  readonly choices: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
  readonly dragged: string | null;
  readonly onDrag: (field: string | null) => void;
  readonly onDrop: () => void;
}

/** Head of a column: a click sorts, dragging moves, the edge sizes; the same by its menu and by Alt with arrows. */
export function HeadCell(props: HeadCellProps) {
  const { object, column, at, sorted, choices, onColumns, dragged } = props;
  const title = useFieldTitle()(object.name, column.field);
  const [over, setOver] = useState(false);
  const [sizing, setSizing] = useState<number | null>(null);
  const numeric = isNumeric(column.definition);

  function onKeyDown(event: KeyboardEvent): void {
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
        onClick={(event) => props.onSort(event.shiftKey)}
        onKeyDown={onKeyDown}
      >
        <span className={styles.headText}>{title}</span>
        {sorted &&
          (sorted.descending ? (
            <IconArrowDown size={13} stroke={1.5} aria-hidden="true" />
          ) : (
            <IconArrowUp size={13} stroke={1.5} aria-hidden="true" />
          ))}
        {sorted && props.place > 0 && <span aria-hidden="true">{props.place}</span>}
      </button>
      <HeadMenu {...props} title={title} />
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

function HeadMenu({
  column,
  at,
  choices,
  onColumns,
  onSortTo,
  onGroup,
  title,
}: HeadCellProps & { readonly title: string }) {
  const t = useT();
  const icon = { size: 15, stroke: 1.5 };
  const act = (columns: readonly ColumnChoice[]) => onColumns(columns);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className={styles.headMenu}
          size={20}
          tabIndex={-1}
          aria-label={t("records.table.column_menu", { column: title })}
        >
          <IconChevronDown size={13} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp {...icon} />} onClick={() => onSortTo(false)}>
          {t("records.table.sort_up")}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown {...icon} />} onClick={() => onSortTo(true)}>
          {t("records.table.sort_down")}
        </Menu.Item>
        {groupKind(column.definition) && (
          <Menu.Item leftSection={<IconStack2 {...icon} />} onClick={onGroup}>
            {t("records.group.by_this")}
          </Menu.Item>
        )}
        {at > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconArrowLeft {...icon} />}
              onClick={() => act(moveColumn(choices, column.field, -1))}
            >
              {t("records.table.move_left")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowRight {...icon} />}
              onClick={() => act(moveColumn(choices, column.field, 1))}
            >
              {t("records.table.move_right")}
            </Menu.Item>
            <Menu.Item
              leftSection={column.pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
              onClick={() => act(pinColumn(choices, column.field))}
            >
              {t(column.pinned ? "records.table.unpin" : "records.table.pin")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconEyeOff {...icon} />}
              onClick={() => act(toggleColumn(choices, column.field))}
            >
              {t("records.table.hide")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
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
