import type { z } from "zod";
import { AppError, type ErrorCode, type FieldError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, isComputed, permits } from "../contract/index.ts";
import { fieldType } from "../field-types/field-types.ts";
import { isWritable, knownField } from "../reading/field-path.ts";
import type { Work } from "../work.ts";

/** Values by field, in the API's shapes; checked ones have links as bare ids. */
export type Values = Record<string, unknown>;

export interface WriteOptions {
  /** A capability writes the fields it governs, having checked its own permission. */
  readonly governed?: boolean;
  /** Links that the document before it bore: they are taken over though what they lead to lies in the bin by now. */
  readonly carried?: readonly string[];
  /** By input, the values among it that the schemas of their fields answered before: these are not checked again. */
  readonly shaped?: readonly Readonly<Values>[];
}

/**
 * Makes the function that checks what is about to be written to a record of `object`: known fields that the actor may
 * write, each of its type. It answers the normalised values and throws one `AppError` that lists every field at fault. What the
 * actor may write is made out once for all the records.
 */
export function valuesChecker(
  work: Work,
  object: CatalogueObject,
  mode: "create" | "change",
  options: WriteOptions = {},
): (input: Readonly<Record<string, unknown>>, shaped?: Readonly<Values>) => Values {
  const refusals = new Map<string, ErrorCode | undefined>();
  const whyRefused = (name: string): ErrorCode | undefined => {
    if (!refusals.has(name)) refusals.set(name, whyNotWritten(work, object, name, mode, options));
    return refusals.get(name);
  };
  const expected = mode === "create" ? expectedFields(object) : [];
  return (input, shaped) => {
    const values: Values = {};
    const errors: FieldError[] = [];
    for (const name of Object.keys(input)) {
      const refused = whyRefused(name);
      if (refused) errors.push({ code: refused, field: name });
      else if (shaped && isSaid(input[name]) && shaped[name] === input[name]) values[name] = input[name];
      else checkOne(object.fields[name] as Field, name, input[name], { values, errors });
    }
    addDefaults(expected, values, errors);
    throwIfAny(errors);
    return values;
  };
}

const isSaid = (value: unknown): boolean => value !== null && value !== undefined && value !== "";

/** Throws one error that carries all of `errors`; nothing where there are none. */
export function throwIfAny(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first) throw new AppError(first.code, { field: first.field, params: first.params, errors });
}

function whyNotWritten(
  work: Work,
  object: CatalogueObject,
  name: string,
  mode: "create" | "change",
  options: WriteOptions,
): ErrorCode | undefined {
  const field = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  if (!field || !knownField(work, object, name)) return "field_unknown";
  if (options.governed) return isEngines(name, field) ? "field_read_only" : undefined;
  if (isEngines(name, field) || field.readOnly || !isWritable(work, object, name, mode))
    return "field_read_only";
  if (!field.governedBy) return undefined;
  // A new record may start in any state its maker could bring it to.
  return mode === "create" && permits(work.actor.rights, field.governedBy) ? undefined : "field_governed";
}

/** Whether the engine alone says the value, also where a capability writes. */
function isEngines(name: string, field: Field): boolean {
  return name === "id" || name in protectedFields || isComputed(field) || field.type === "auto_number";
}

const protectedFields = { created_by: true, updated_at: true, updated_by: true, archived_at: true };

interface Outcome {
  readonly values: Values;
  readonly errors: FieldError[];
}

function checkOne(field: Field, name: string, value: unknown, outcome: Outcome): void {
  if (!isSaid(value)) {
    if (field.required) outcome.errors.push({ code: "field_required", field: name });
    else outcome.values[name] = field.type === "choices" || field.type === "links" ? [] : null;
    return;
  }
  const parsed = readAs(field, value);
  if (!parsed.success) outcome.errors.push(fieldError(name, parsed.error));
  else outcome.values[name] = parsed.data === "" ? null : parsed.data;
  if (parsed.success && parsed.data === "" && field.required)
    outcome.errors.push({ code: "field_required", field: name });
}

function fieldError(name: string, error: z.ZodError): FieldError {
  const issue = error.issues[0];
  const field = [name, ...(issue?.path ?? [])].join(".");
  if (issue?.code === "too_big" && issue.origin === "string") {
    return { code: "field_too_long", field, params: { max: Number(issue.maximum) } };
  }
  // A type may know more exactly what is wrong.
  const known = issue?.code === "custom" && issue.params?.["code"] === "currency_unknown";
  return { code: known ? "currency_unknown" : "field_invalid", field };
}

/** The fields of which something is to be said of a new record. */
function expectedFields(object: CatalogueObject): readonly (readonly [string, Field])[] {
  return Object.entries(object.fields).filter(([, field]) => field.required || field.default !== undefined);
}

function addDefaults(
  expected: readonly (readonly [string, Field])[],
  values: Values,
  errors: FieldError[],
): void {
  for (const [name, field] of expected) {
    if (values[name] == null && field.default !== undefined) values[name] = field.default;
    const missing = values[name] == null && field.required && !errors.some((error) => error.field === name);
    // Rules may still fill in what a module can know: a deal's first stage.
    if (missing && field.type !== "link") errors.push({ code: "field_required", field: name });
  }
}

/** What the schema of a field answers to a value, which is not asked where the value plainly fits. */
export function readAs(field: Field, value: unknown): z.ZodSafeParseResult<unknown> {
  const plain = fieldType(field).plain?.(value, field);
  return plain === undefined ? schemaOf(field).safeParse(value) : { success: true, data: plain };
}

// Schemas are built once a field and kept as long as the field is.
const schemas = new WeakMap<Field, z.ZodType>();

/** The schema of a field's values, built once. */
export function schemaOf(field: Field): z.ZodType {
  let schema = schemas.get(field);
  if (!schema) {
    schema = fieldType(field).schema(field);
    schemas.set(field, schema);
  }
  return schema;
}
