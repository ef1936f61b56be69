import type { FieldMetadata, ObjectMetadata, RecordData } from "#records/contract";

export interface FactGroup {
  readonly group: string;
  readonly fields: readonly string[];
}

const order = ["who", "contact", "work", "money", "dates", "personal", "other"];

/** Fields of a page by group, each group in the order in which the object states its fields. */
export function factGroups(object: ObjectMetadata): readonly FactGroup[] {
  const groups = new Map<string, string[]>();
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.hidden) continue;
    const group = field.group ?? "facts";
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups]
    .map(([group, fields]) => ({ group, fields }))
    .sort((left, right) => order.indexOf(left.group) - order.indexOf(right.group));
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object") return false;
  return Object.values(value).every((part) => part === null || part === undefined || part === "");
}

/** Whether a fact is worth its line when nobody asked to see all: it says something, or it is usually known. */
export function isUsual(
  object: ObjectMetadata,
  name: string,
  field: FieldMetadata,
  record: RecordData,
): boolean {
  return (
    !isEmpty(record[name]) || (!field.readOnly && (object.columns.includes(name) || field.required === true))
  );
}
