import type { FieldMetadata, ObjectMetadata, RecordData } from "#records/contract";

/** A value as the API takes it: links, users and files are written as bare ids, a name without its `full`. */
export function toWritten(field: FieldMetadata, value: unknown): unknown {
  if (value === undefined || value === null || value === "") return null;
  switch (field.type) {
    case "link":
    case "user":
    case "file":
      return idOf(value);
    case "links":
      return Array.isArray(value) ? value.map(idOf) : [];
    case "person_name": {
      const { given, middle, family } = value as Record<string, unknown>;
      return { given: given || null, middle: middle || null, family: family || null };
    }
    default:
      return value;
  }
}

/** All values of a write, in the shapes the API takes. */
export function writtenValues(
  object: ObjectMetadata,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = object.fields[name];
      return [name, field ? toWritten(field, value) : value];
    }),
  );
}

/** What the record has in the fields that `values` is about. */
export function valuesOf(
  record: RecordData,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, record[name] ?? null]));
}

/** Whether two values of a field are the same to the one who reads them. */
export function sameValue(field: FieldMetadata, left: unknown, right: unknown): boolean {
  return stable(toWritten(field, left)) === stable(toWritten(field, right));
}

/** How a record is called: the text of its title field. */
export function recordTitle(object: ObjectMetadata, record: RecordData): string {
  const value = record[object.title];
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null) {
    if ("full" in value && typeof value.full === "string") return value.full;
    if ("title" in value && typeof value.title === "string") return value.title;
  }
  return "";
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

function stable(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return JSON.stringify(value);
  const parts = Object.entries(value).filter(
    ([, part]) => part !== null && part !== undefined && part !== "",
  );
  return JSON.stringify(parts.sort(([a], [b]) => a.localeCompare(b)));
}
