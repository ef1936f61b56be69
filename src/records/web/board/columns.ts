import type { Filter } from "#kernel/filter";
import { allOf } from "#kernel/filter";
import type { FieldMetadata, ObjectMetadata, RecordData, Total } from "#records/contract";
import { type GroupHeads, useGroupHeads } from "../grouping/group-heads.ts";
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

/** A board of more columns than these says nothing any more: the largest are shown. */
const mostColumns = 30;
/** So few linked records are columns each, also those that nothing stands in yet. */
const fewLinked = 12;

export interface BoardColumns {
  readonly columns: readonly BoardTarget[];
  /** How many further values there are. */
  readonly left: number;
}

/** Columns of the board; undefined until they are known. */
export function useColumns(
  object: ObjectMetadata,
  group: string,
  scope: { readonly field: string; readonly id: string } | null,
  totals: readonly Total[] | undefined,
): BoardColumns | undefined {
  const { objects } = useMetadata();
  const optionTitle = useOptionTitle();
  const heads = useGroupHeads(object, { field: group }, "");
  const field = object.fields[group];
  const target = field?.type === "link" ? objects[field.to] : undefined;
  const listed = useRecords(target?.name ?? object.name, {
    enabled: target !== undefined,
    limit: scope ? 100 : fewLinked,
    sort: target?.sort,
    filter: scope ? { field: scope.field, op: "is", value: scope.id } : null,
  });
  if (!field || !totals || (target && listed.isPending)) return undefined;
  if (field.type === "choice")
    return whole(withNone(choiceColumns(object.name, group, field, optionTitle), field, totals));
  const linked = target ? listed.rows.map((record) => recordColumn(target, record)) : [];
  if (target && scope) return whole(linked);
  if (target && !listed.hasMore) return whole(withNone(linked, field, totals));
  return withNoneFirst(largest(totals), heads);
}

function whole(columns: readonly BoardTarget[]): BoardColumns {
  return { columns: columns.slice(0, 2 * mostColumns), left: Math.max(0, columns.length - 2 * mostColumns) };
}

function largest(totals: readonly Total[]): { readonly some: readonly Total[]; readonly left: number } {
  const some = totals.toSorted((one, other) => other.count - one.count).slice(0, mostColumns);
  return { some, left: totals.length - some.length };
}

function withNoneFirst({ some, left }: ReturnType<typeof largest>, heads: GroupHeads): BoardColumns {
  const columns = heads(some).map(({ value, title }): BoardTarget => ({ value, title }));
  const none = columns.filter(({ value }) => value === null);
  return { columns: [...none, ...columns.filter(({ value }) => value !== null)], left };
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
