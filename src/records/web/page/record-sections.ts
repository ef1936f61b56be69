import {
  type FieldMetadata,
  isComputed,
  type ObjectMetadata,
  type RecordData,
  type Texts,
} from "#records/contract";
import { hasText } from "#web/texts.ts";

export interface FactGroup {
  readonly group: string;
  readonly fields: readonly string[];
  /** Where somebody laid the page out: the title of the section, and whether it is folded at first. */
  readonly title?: Texts;
  readonly folded?: boolean;
}

const order = ["who", "contact", "work", "money", "facts", "dates", "personal", "other"];

/**
 * Fields of a page by section as somebody laid it out, else by group in the order in which the object states them; first
 * the group that has the name of the record.
 */
export function factGroups(object: ObjectMetadata): readonly FactGroup[] {
  if (object.layout) return laidOut(object, object.layout);
  const groups = new Map<string, string[]>();
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.hidden) continue;
    const group = field.group ?? "facts";
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups]
    .map(([group, fields]) => ({ group, fields }))
    .sort((left, right) => placeOf(left) - placeOf(right));

  function placeOf({ group, fields }: FactGroup): number {
    if (fields.includes(object.title)) return -1;
    const at = order.indexOf(group);
    return at < 0 ? order.length : at;
  }
}

// A field that came after the page was laid out stands at its end, so that nobody misses it.
function laidOut(
  object: ObjectMetadata,
  layout: NonNullable<ObjectMetadata["layout"]>,
): readonly FactGroup[] {
  const usable = (name: string) => object.fields[name] !== undefined && !object.fields[name].hidden;
  const sections = layout.sections.map(({ key, title, folded = false, fields }) => ({
    group: key,
    title,
    folded,
    fields: fields.filter(usable),
  }));
  const placed = new Set([...sections.flatMap(({ fields }) => fields), ...(layout.hidden ?? [])]);
  const rest = Object.keys(object.fields).filter((name) => usable(name) && !placed.has(name));
  return rest.length > 0 ? [...sections, { group: "other", fields: rest }] : sections;
}

/** Key of the text that names a group where no layout does. */
export function groupTitleKey(group: string): string {
  const key = `page.groups.${group}`;
  return hasText(key) ? key : "page.groups.other";
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object") return false;
  return Object.values(value).every((part) => part === null || part === undefined || part === "");
}

/** What was reckoned or noted by itself and came to nothing: opened again 0 times, no deadline missed. */
function isNothing(field: FieldMetadata, value: unknown): boolean {
  return (field.readOnly === true || isComputed(field)) && (value === false || Number(value) === 0);
}

/** Whether a fact is worth its line when nobody asked to see all: it says something, or it is usually known. */
export function isUsual(
  object: ObjectMetadata,
  name: string,
  field: FieldMetadata,
  record: RecordData,
): boolean {
  return (
    (!isEmpty(record[name]) && !isNothing(field, record[name])) ||
    (!field.readOnly && (object.columns.includes(name) || field.required === true))
  );
}
