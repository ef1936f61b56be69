import type { Filter } from "#kernel/filter";
import { allOf } from "#kernel/filter";
import type { FieldMetadata, ObjectMetadata, RecordData, Total } from "#records/contract";
import { optionsOf, targetOf, useMetadata, useOptionTitle } from "../metadata.ts";
import type { BoardTarget } from "../page/slots.ts";
import { recordTitle } from "../record-values.ts";
import { useRecords } from "../records.ts";

/**
 * Columns that are records may belong to something that the cards belong to as well: stages to a pipeline.
 * Then one of those is shown at a time.
 */
export interface BoardScope {
  /** Field of the cards and of the columns alike: `pipeline`. */
  readonly field: string;
  readonly object: string;
}

export function scopeOf(
  object: ObjectMetadata,
  group: string,
  objects: Readonly<Record<string, ObjectMetadata>>,
): BoardScope | null {
  const field = object.fields[group];
  if (field?.type !== "link") return null;
  for (const [name, one] of Object.entries(objects[field.to]?.fields ?? {})) {
    const own = object.fields[name];
    if (one.type === "link" && one.required && own?.type === "link" && own.to === one.to)
      return { field: name, object: one.to };
  }
  return null;
}

/** The filter of the cards of one column. */
export function columnFilter(group: string, value: string | null, filter: Filter | null | undefined): Filter {
  const clause: Filter = value === null ? { field: group, op: "empty" } : { field: group, op: "is", value };
  return allOf(clause, filter) ?? clause;
}

/** Columns of the board, and whether they are known yet. */
export function useColumns(
  object: ObjectMetadata,
  group: string,
  scope: { readonly field: string; readonly id: string } | null,
  totals: readonly Total[] | undefined,
): readonly BoardTarget[] | undefined {
  const { objects } = useMetadata();
  const optionTitle = useOptionTitle();
  const field = object.fields[group];
  const target = field?.type === "link" ? objects[field.to] : undefined;
  const listed = useRecords(target?.name ?? object.name, {
    enabled: target !== undefined && scope !== null,
    limit: 100,
    sort: target?.sort,
    filter: scope ? { field: scope.field, op: "is", value: scope.id } : null,
  });
  if (!field || !totals) return undefined;
  if (field.type === "choice")
    return withNone(choiceColumns(object.name, group, field, optionTitle), field, totals);
  if (target && scope)
    return listed.isPending ? undefined : listed.rows.map((record) => recordColumn(target, record));
  return withNone(grouped(totals), field, totals);
}

function choiceColumns(
  object: string,
  group: string,
  field: FieldMetadata,
  title: ReturnType<typeof useOptionTitle>,
): BoardTarget[] {
  return optionsOf(field).map((key) => ({ value: key, title: title(object, group, key) }));
}

function recordColumn(object: ObjectMetadata, record: RecordData): BoardTarget {
  return { value: record.id, title: recordTitle(object, record), record };
}

function grouped(totals: readonly Total[]): BoardTarget[] {
  return totals
    .filter((total) => total.group !== null)
    .map((total) => ({ value: total.group, title: total.title ?? "" }))
    .sort((left, right) => left.title.localeCompare(right.title));
}

function withNone(columns: BoardTarget[], field: FieldMetadata, totals: readonly Total[]): BoardTarget[] {
  const none =
    totals.some((total) => total.group === null && total.count > 0) ||
    (columns.length === 0 && !field.required);
  return none ? [{ value: null, title: "" }, ...columns] : columns;
}

/** Whether the browser can move a card by writing the field itself. */
export function isMovable(object: ObjectMetadata, group: string): boolean {
  const field = object.fields[group];
  return (
    field !== undefined &&
    !field.readOnly &&
    !field.governedBy &&
    object.grant.change !== "none" &&
    (field.type === "choice" || targetOf(field) !== undefined)
  );
}
