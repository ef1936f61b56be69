import type { Problem } from "#kernel/error";
import type { FieldMetadata, ObjectMetadata } from "#records/contract";

/** Whether somebody who makes a record may say the value: a new record has no field that is governed yet. */
export function isSettable(field: FieldMetadata): boolean {
  return !field.readOnly && !field.governedBy && !field.hidden;
}

export interface FormFields {
  readonly usual: readonly string[];
  /** Behind "more fields". */
  readonly more: readonly string[];
}

/** What the form of a new record asks for: what it must know and what one usually knows; the rest on demand. */
export function formFields(
  object: ObjectMetadata,
  wanted?: readonly string[],
  given: Readonly<Record<string, unknown>> = {},
): FormFields {
  const settable = Object.entries(object.fields)
    .filter(([, field]) => isSettable(field))
    .map(([name]) => name);
  const isUsual = (name: string) =>
    object.columns.includes(name) || object.fields[name]?.required || given[name] !== undefined;
  const usual = wanted
    ? [
        ...wanted,
        ...settable.filter((name) => object.fields[name]?.required && !wanted.includes(name)),
      ].filter((name) => settable.includes(name))
    : settable.filter(isUsual);
  return { usual, more: settable.filter((name) => !usual.includes(name)) };
}

/** What a new record begins with: the defaults of its fields, over them what is given. */
export function firstValues(
  object: ObjectMetadata,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    if ("default" in field && field.default !== undefined && isSettable(field)) values[name] = field.default;
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
