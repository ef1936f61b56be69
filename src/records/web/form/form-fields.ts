import type { Problem } from "#kernel/error";
import type { FieldMetadata, ObjectMetadata } from "#records/contract";

/** Whether the one who makes a record may say the value; `may` tells which capabilities they have. */
export function isSettable(field: FieldMetadata, may: (permission: string) => boolean): boolean {
  return !field.readOnly && !field.hidden && (!field.governedBy || may(field.governedBy));
}

export interface FormFields {
  readonly usual: readonly string[];
  /** Behind "more fields". */
  readonly more: readonly string[];
}

export interface FormAsked {
  /** Fields of a short form, in order, in place of the usual ones. */
  readonly wanted?: readonly string[];
  readonly given?: Readonly<Record<string, unknown>>;
  readonly may: (permission: string) => boolean;
}

/** What the form of a new record asks for: what it must know and what one usually knows; the rest on demand. */
export function formFields(object: ObjectMetadata, { wanted, given = {}, may }: FormAsked): FormFields {
  const all = Object.entries(object.fields);
  const settable = all.filter(([, field]) => isSettable(field, may)).map(([name]) => name);
  // What a capability governs is asked for only where a module or the one who opened the form says so.
  const plain = settable.filter((name) => !object.fields[name]?.governedBy || given[name] !== undefined);
  const mustBe = (name: string) => object.fields[name]?.required === true || given[name] !== undefined;
  const usual = wanted
    ? [
        ...wanted.filter((name) => settable.includes(name)),
        ...plain.filter((name) => mustBe(name) && !wanted.includes(name)),
      ]
    : plain.filter((name) => mustBe(name) || object.columns.includes(name));
  return { usual, more: plain.filter((name) => !usual.includes(name)) };
}

/** What a new record begins with: the defaults of its fields and the organisation's `currency`, over them what is given. */
export function firstValues(
  object: ObjectMetadata,
  given: Readonly<Record<string, unknown>>,
  currency?: string,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.type === "text" && field.code === "currency" && field.required && !field.readOnly)
      values[name] = currency;
    if ("default" in field && field.default !== undefined && !field.readOnly && !field.governedBy)
      values[name] = field.default;
  }
  return { ...values, ...given };
}

/** The words of a problem by the field they belong to; under "" what belongs to none. */
export function problemsByField(problem: Problem): Readonly<Record<string, string>> {
  const detail = problem.detail ?? problem.title;
  const several = problem.errors ?? (problem.field ? [{ field: problem.field, detail }] : []);
  if (several.length === 0) return { "": detail };
  return Object.fromEntries(
    several.map((error) => [error.field.split(".")[0] ?? "", error.detail ?? detail]),
  );
}
