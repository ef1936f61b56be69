import { type FieldMetadata, type ObjectMetadata, readsAs } from "#records/contract";
/** A column as a view keeps it. */
export interface ColumnChoice {
  readonly field: string;
  /** Pixels; by the field's type unless told. */
  readonly width?: number;
  /** Stays at the left while the rest scrolls. The title always does. */
  readonly pinned?: boolean;
  /** What it says under its rows; as usual for its type unless told. */
  readonly total?: ColumnTotal;
}
import { type ColumnTotal, columnTotals } from "../../views/contract.ts";

export interface TableColumn extends ColumnChoice {
  readonly width: number;
  /** Somebody chose the width. */
  readonly sized: boolean;
  readonly definition: FieldMetadata;
  /** Distance from the left edge, for those that stay. */
  readonly left: number | null;
}

export const narrowest = 60;
export const widest = 900;
/** The column of checkboxes before all others. */
export const selectWidth = 36;

/** The columns to draw: known fields only, the title first, pinned ones next, each with its place and as wide as its head needs. */
export function tableColumns(
  object: ObjectMetadata,
  choices: readonly ColumnChoice[],
  headWidth: (field: string) => number = () => 0,
): readonly TableColumn[] {
  const known = choices.filter((choice) => object.fields[choice.field]);
  const title = known.find((choice) => choice.field === object.title) ?? { field: object.title };
  const others = known.filter((choice) => choice.field !== object.title);
  const ordered = [
    title,
    ...others.filter((choice) => choice.pinned),
    ...others.filter((choice) => !choice.pinned),
  ];
  let left = selectWidth;
  return ordered.flatMap((choice, index) => {
    const definition = object.fields[choice.field];
    if (!definition) return [];
    const width = choice.width ?? Math.max(usualWidth(definition, index === 0), headWidth(choice.field));
    const stays = index === 0 || choice.pinned === true;
    const sized = choice.width !== undefined;
    const column = { ...choice, definition, width, sized, left: stays ? left : null };
    if (stays) left += width;
    return [column];
  });
}

/** Shares out what a wide screen has left among the columns that nobody sized, up to half as much again. */
export function stretchColumns(columns: readonly TableColumn[], available: number): readonly TableColumn[] {
  const free = columns.filter((column) => !column.sized);
  const taken = columns.reduce((sum, column) => sum + column.width, selectWidth);
  const growing = free.reduce((sum, column) => sum + column.width, 0);
  const factor = Math.min(1.5, 1 + Math.max(0, available - taken) / Math.max(1, growing));
  let left = selectWidth;
  return columns.map((column) => {
    const width = column.sized ? column.width : Math.floor(column.width * factor);
    const stretched = { ...column, width, left: column.left === null ? null : left };
    if (column.left !== null) left += width;
    return stretched;
  });
}

/** Takes the column to the place of another, or one step (`-1`, `1`). */
export function moveColumn(
  columns: readonly ColumnChoice[],
  field: string,
  to: string | -1 | 1,
): readonly ColumnChoice[] {
  const from = columns.findIndex((column) => column.field === field);
  const moved = columns[from];
  if (!moved) return columns;
  const target = typeof to === "number" ? from + to : columns.findIndex((column) => column.field === to);
  // Nothing goes before the title.
  if (from === 0 || target < 1 || target >= columns.length) return columns;
  const rest = columns.filter((column) => column !== moved);
  return [
    ...rest.slice(0, target),
    { ...moved, pinned: columns[target]?.pinned || undefined },
    ...rest.slice(target),
  ];
}

export function resizeColumn(
  columns: readonly ColumnChoice[],
  field: string,
  width: number,
): readonly ColumnChoice[] {
  const bounded = Math.round(Math.min(widest, Math.max(narrowest, width)));
  return columns.map((column) => (column.field === field ? { ...column, width: bounded } : column));
}

/** Shows a hidden column (last) or hides a shown one. */
export function toggleColumn(columns: readonly ColumnChoice[], field: string): readonly ColumnChoice[] {
  return columns.some((column) => column.field === field)
    ? columns.filter((column) => column.field !== field)
    : [...columns, { field }];
}

export function pinColumn(columns: readonly ColumnChoice[], field: string): readonly ColumnChoice[] {
  return columns.map((column) =>
    column.field === field ? { ...column, pinned: column.pinned ? undefined : true } : column,
  );
}

/** For an address: `name,company:220,amount!,employees~avg` (`!` is pinned, `~` the total under it). */
export function writeColumns(columns: readonly ColumnChoice[]): string {
  return columns
    .map(
      ({ field, width, pinned, total }) =>
        `${field}${width ? `:${width}` : ""}${pinned ? "!" : ""}${total ? `~${total}` : ""}`,
    )
    .join(",");
}

export function readColumns(text: string): readonly ColumnChoice[] {
  return text.split(",").flatMap((part) => {
    const found = /^([a-z0-9_.]+)(?::(\d{1,4}))?(!)?(?:~([a-z]{1,4}))?$/i.exec(part);
    if (!found?.[1]) return [];
    const width = found[2] ? Math.min(widest, Math.max(narrowest, Number(found[2]))) : undefined;
    const total = columnTotals.find((one) => one === found[4]);
    return [
      {
        field: found[1],
        ...(width ? { width } : {}),
        ...(found[3] ? { pinned: true } : {}),
        ...(total ? { total } : {}),
      },
    ];
  });
}

export function totalColumn(
  columns: readonly ColumnChoice[],
  field: string,
  total: ColumnTotal,
): readonly ColumnChoice[] {
  return columns.map((column) => (column.field === field ? { ...column, total } : column));
}

const widths: Readonly<Partial<Record<FieldMetadata["type"], number>>> = {
  number: 110,
  auto_number: 130,
  decimal: 110,
  percent: 100,
  money: 140,
  boolean: 90,
  date: 130,
  date_time: 170,
  choice: 150,
  choices: 200,
  user: 170,
  email: 220,
  phone: 160,
  address: 180,
  long_text: 260,
  link: 190,
  links: 220,
};

function usualWidth(field: FieldMetadata, title: boolean): number {
  return title ? 280 : (widths[readsAs(field)] ?? 190);
}
