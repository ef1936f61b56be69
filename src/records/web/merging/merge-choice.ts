import { type FieldMetadata, isComputed, type ObjectMetadata, type RecordData } from "#records/contract";
import { factGroups, isEmpty } from "../page/record-sections.ts";
import { sameValue, toWritten } from "../record-values.ts";

/** By field, the id of the record whose value the one that stays is to have. */
export type Chosen = Readonly<Record<string, string>>;

/** Fields in which the records say something else and of which one can choose, in the order of the page. */
export function fieldsInQuestion(object: ObjectMetadata, records: readonly RecordData[]): string[] {
  return askedFields(object)
    .filter(([name, field]) => differ(field, records, name))
    .map(([name]) => name);
}

/** Fields in which some of the records have the same and the others nothing: it is taken over, unless one says otherwise. */
export function fieldsTakenOver(object: ObjectMetadata, records: readonly RecordData[]): string[] {
  return askedFields(object)
    .filter(([name, field]) => !differ(field, records, name) && !field.required)
    .map(([name]) => name)
    .filter((name) => {
      const filled = records.filter((record) => !isEmpty(record[name])).length;
      return filled > 0 && filled < records.length;
    });
}

/** Fields of which all that the records have is put together. */
export function fieldsTogether(object: ObjectMetadata, records: readonly RecordData[]): string[] {
  return Object.entries(object.fields).flatMap(([name, field]) =>
    isTogether(field) && !field.readOnly && differ(field, records, name) ? [name] : [],
  );
}

/** Whose value a field has until somebody chooses: that of the record that stays, else of the first that has one. */
export function ownerOf(
  records: readonly RecordData[],
  survivor: string,
  chosen: Chosen,
  name: string,
): string {
  const own = records.find(({ id }) => id === (chosen[name] ?? survivor));
  if (chosen[name] || !isEmpty(own?.[name])) return own?.id ?? survivor;
  return records.find((record) => !isEmpty(record[name]))?.id ?? survivor;
}

/** What is to be written to the record that stays: what it would not come to have by itself. */
export function valuesToWrite(
  object: ObjectMetadata,
  records: readonly RecordData[],
  survivor: string,
  chosen: Chosen,
): Record<string, unknown> {
  const valueOf = (name: string, choice: Chosen) =>
    records.find(({ id }) => id === ownerOf(records, survivor, choice, name))?.[name];
  return Object.fromEntries(
    [...fieldsInQuestion(object, records), ...fieldsTakenOver(object, records)].flatMap((name) => {
      const field = object.fields[name];
      const value = valueOf(name, chosen);
      return field && !sameValue(field, value, valueOf(name, {})) ? [[name, toWritten(field, value)]] : [];
    }),
  );
}

function askedFields(object: ObjectMetadata): [string, FieldMetadata][] {
  const placed = factGroups(object).flatMap(({ fields }) => fields);
  return [...new Set([...placed, ...Object.keys(object.fields)])].flatMap((name) => {
    const field = object.fields[name];
    return field && isAsked(field) ? [[name, field] satisfies [string, FieldMetadata]] : [];
  });
}

function isAsked(field: FieldMetadata): boolean {
  return !field.readOnly && !field.governedBy && !isComputed(field) && !field.hidden && !isTogether(field);
}

function isTogether({ type }: FieldMetadata): boolean {
  return type === "choices" || type === "links";
}

function differ(field: FieldMetadata, records: readonly RecordData[], name: string): boolean {
  const [first, ...others] = records.filter((record) => !isEmpty(record[name]));
  return others.some((record) => !readsAlike(field, first?.[name], record[name]));
}

// A number with its country and one without are shown alike.
function readsAlike(field: FieldMetadata, left: unknown, right: unknown): boolean {
  if (field.type !== "phone") return sameValue(field, left, right);
  const [one, other] = [left, right].map((value) => String(value).replace(/\D/g, "").replace(/^0+/, ""));
  return one !== undefined && other !== undefined && (one.endsWith(other) || other.endsWith(one));
}
