import { z } from "zod";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, readsAs, textIn, total } from "../contract/index.ts";
import { schemaOf } from "../writing/values.ts";

/** What a record of `object` looks like when it is written: the documentation's shape of a body. */
export function writtenShape(object: CatalogueObject, mode: "create" | "change" | "upsert"): z.ZodType {
  const shape: Record<string, z.ZodType> = mode === "change" ? { version: z.int().optional() } : {};
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.readOnly || (mode !== "create" && field.governedBy)) continue;
    const value = schemaOf(field);
    const free = mode !== "create" || !field.required || field.default !== undefined || field.type === "link";
    shape[name] = described(free ? value.nullable().optional() : value, field);
  }
  return z.strictObject(shape).meta({ id: `${object.name}_${mode}` });
}

/** What a record of `object` looks like when it is read. */
export function readShape(object: CatalogueObject): z.ZodType {
  const shape: Record<string, z.ZodType> = { id: z.uuid(), version: z.int() };
  for (const [name, field] of Object.entries(object.fields)) {
    if (name !== "id") shape[name] = described(readValue(field).nullable().optional(), field);
  }
  return z.looseObject(shape).meta({ id: object.name });
}

/** A page of such records. */
export function pageShape(object: CatalogueObject): z.ZodType {
  return z.object({
    data: z.array(readShape(object)),
    next: z.string().nullable(),
    count: countShape.optional(),
  });
}

/** Totals by group. */
export const totalsShape = z.object({ data: z.array(total) });

/** Entries of a record's history. */
export const historyShape = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      actor: z.object({ id: z.uuid(), title: z.string() }).nullable(),
      source: z.enum(["screen", "api", "import", "rule", "system", "sync"]),
      key: z.string().nullable(),
      undo: z.boolean(),
      kind: z.enum(["created", "changed", "archived", "restored"]),
      part: z
        .object({ id: z.uuid(), title: z.string(), object: z.string() })
        .optional()
        .describe("The part of the record that it happened to, with `parts=true`."),
      changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
    }),
  ),
});

const countShape = z.object({ value: z.int(), exact: z.boolean() });
const linkShape = z.object({ id: z.uuid(), title: z.string().nullable(), object: z.string().optional() });
const part = z.string().nullable();

// What administrators called it, or say of it.
function described(value: z.ZodType, { description, label }: Field): z.ZodType {
  const text = textIn(description, "en") ?? textIn(label, "en");
  return text === undefined ? value : value.describe(text);
}

function readValue(field: Field): z.ZodType {
  switch (field.type) {
    case "formula":
    case "rollup":
      return readValue({ type: readsAs(field) } as Field);
    case "number":
      return z.int();
    case "percent":
      return z.number();
    case "boolean":
      return z.boolean();
    case "money":
      return z.object({ amount: z.string(), currency: z.string() });
    case "choice":
      return field.open ? z.string() : z.enum(field.options as [string, ...string[]]);
    case "choices":
      return z.array(z.string());
    case "link":
    case "user":
      return linkShape;
    case "links":
      return z.array(linkShape);
    case "file":
      return z.object({ id: z.uuid(), title: z.string(), size: z.int(), type: z.string() });
    case "address":
      return z.object({ street: part, city: part, region: part, postal_code: part, country: part });
    case "person_name":
      return z.object({ given: part, middle: part, family: part, full: z.string() });
    case "date":
      return z.iso.date();
    case "date_time":
      return z.iso.datetime();
    case "text":
    case "long_text":
    case "decimal":
    case "email":
    case "phone":
    case "url":
    case "auto_number":
      return z.string();
  }
}
