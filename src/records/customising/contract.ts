import { z } from "zod";
import { defineAction } from "#kernel/action";
import { filterSchema } from "#kernel/filter";
import { locales } from "#kernel/locale";
import type { Field } from "../contract/fields.ts";

// How an administrator makes and changes objects and fields. What stands here is what a person says of them; columns,
// tables and names follow from it and are the engine's.

/** A text in as many of our languages as somebody wrote it in; a reader of another gets one of these. */
export const texts = (longest: number) =>
  z
    .partialRecord(z.enum(locales), z.string().trim().min(1).max(longest))
    .refine((given) => Object.keys(given).length > 0);
const title = texts(100);
const explanation = texts(500);

export const fieldGroups = ["who", "contact", "work", "personal", "money", "dates", "other"] as const;

/** What may be said of any field, our own as well as those an administrator made. */
const fieldSettings = {
  label: title.optional(),
  /** What the field is for; shown beside it. */
  description: explanation.nullable().optional(),
  /** A record that is made must have it, and it cannot be emptied; records that are there stay as they are. */
  required: z.boolean().optional(),
  /** No two records in use have the same value. */
  unique: z.boolean().optional(),
  /** Not offered on screens, in filters and imports. What it holds stays. */
  hidden: z.boolean().optional(),
  /** Value of a new record that says nothing. */
  default: z
    .union([z.string().max(1000), z.number(), z.boolean()])
    .nullable()
    .optional(),
  group: z.enum(fieldGroups).optional(),
  /** Conditions on the record's own fields, looked at on screen and when it is written. */
  shownWhen: filterSchema.nullable().optional(),
  requiredWhen: filterSchema.nullable().optional(),
  readOnlyWhen: filterSchema.nullable().optional(),
};

/** What may further be said of a field that an administrator made. */
const customSettings = {
  ...fieldSettings,
  label: title,
  /** Search looks into it. */
  searched: z.boolean().optional(),
  /** Lists of any size are filtered and sorted by it quickly. */
  indexed: z.boolean().optional(),
};

/** An option of a choice; `key` where it is there already. The order given is the order kept. */
export const givenOption = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9_]{1,60}$/)
    .optional(),
  label: z.string().trim().min(1).max(200),
});
const options = z.array(givenOption).max(500);
const objectName = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
const fieldPath = z.string().min(1).max(200);

/** The types of field that an administrator may choose from, each with what it needs to know. */
export const customType = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), max: z.int().min(1).max(1000).optional() }),
  z.strictObject({ type: z.literal("long_text") }),
  z.strictObject({ type: z.literal("number"), min: z.int().optional(), max: z.int().optional() }),
  z.strictObject({
    type: z.literal("decimal"),
    scale: z.int().min(0).max(10).optional(),
    min: z.number().optional(),
  }),
  z.strictObject({ type: z.literal("money") }),
  z.strictObject({ type: z.literal("percent") }),
  z.strictObject({ type: z.literal("boolean") }),
  z.strictObject({ type: z.literal("date") }),
  z.strictObject({ type: z.literal("date_time") }),
  z.strictObject({ type: z.literal("choice"), options }),
  z.strictObject({ type: z.literal("choices"), options }),
  /** `relatedLabel`: what the list of these records is called on the other side. */
  z.strictObject({ type: z.literal("link"), to: objectName, relatedLabel: title.optional() }),
  z.strictObject({ type: z.literal("links"), to: objectName, relatedLabel: title.optional() }),
  z.strictObject({ type: z.literal("email") }),
  z.strictObject({ type: z.literal("phone") }),
  z.strictObject({ type: z.literal("url") }),
  z.strictObject({ type: z.literal("address") }),
  z.strictObject({ type: z.literal("user") }),
  z.strictObject({ type: z.literal("file") }),
  z.strictObject({ type: z.literal("formula"), expression: z.string().trim().min(1).max(2000) }),
  z.strictObject({
    type: z.literal("rollup"),
    related: z.string().min(1).max(100),
    aggregate: z.enum(["count", "sum", "min", "max", "avg"]),
    field: fieldPath.optional(),
    filter: filterSchema.optional(),
  }),
  z.strictObject({
    type: z.literal("auto_number"),
    prefix: z.string().trim().max(20).optional(),
    digits: z.int().min(1).max(12).optional(),
  }),
]);
export type CustomType = z.infer<typeof customType>;

export const newField = z.strictObject({ ...customSettings, kind: customType });
export type NewField = z.infer<typeof newField>;

/** A change of a field: what is left out stays. Of `kind` only what does not change the type; converting does that. */
export const fieldChange = z.strictObject({
  version: z.int().min(0),
  ...fieldSettings,
  label: title.nullable().optional(),
  searched: z.boolean().optional(),
  indexed: z.boolean().optional(),
  kind: customType.optional(),
});
export type FieldChange = z.infer<typeof fieldChange>;

const objectSettings = {
  one: title,
  many: title,
  description: explanation.nullable().optional(),
  /** Tabler icon, such as `car`. */
  icon: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  /** Place in the navigation, counted from the top; null keeps it out. */
  navigation: z.int().min(0).max(1000).nullable().optional(),
  /** What the name of a record is called: "Registration plate". */
  nameLabel: title.optional(),
};

export const newObject = z.strictObject({
  ...objectSettings,
  /** Whether each record has an owner, so that roles may reach "own" and "team". */
  owned: z.boolean().default(true),
  /** Names of records are numbers that the product gives: `CAR-0001`. */
  numbered: z
    .strictObject({ prefix: z.string().trim().max(20).optional(), digits: z.int().min(1).max(12).optional() })
    .optional(),
});
export type NewObject = z.infer<typeof newObject>;

export const objectChange = z.strictObject({
  version: z.int().min(0),
  ...objectSettings,
  one: title.optional(),
  many: title.optional(),
});
export type ObjectChange = z.infer<typeof objectChange>;

const when = z.iso.datetime();

/** A field as the administration shows it; removed ones with the day until which they can be had back. */
export const administeredField = z.strictObject({
  name: z.string(),
  custom: z.boolean(),
  field: z.custom<Field>(),
  /** Of a choice that is open. */
  options: z.array(z.strictObject({ key: z.string(), label: z.string() })).optional(),
  version: z.int(),
  removedAt: when.nullable(),
  keptUntil: when.nullable(),
});
export type AdministeredField = z.infer<typeof administeredField>;

export const administeredObject = z.strictObject({
  name: z.string(),
  plural: z.string(),
  custom: z.boolean(),
  icon: z.string(),
  owned: z.boolean(),
  label: z.strictObject({ one: title, many: title }).nullable(),
  description: explanation.nullable(),
  navigation: z.int().nullable(),
  /** The object whose table it is a face of: `party` of `person`. A field made there is one of each face. */
  faceOf: z.string().nullable(),
  /** Whether fields may be added: not to what its own capabilities alone write. */
  extensible: z.boolean(),
  version: z.int(),
  removedAt: when.nullable(),
  keptUntil: when.nullable(),
  fields: z.array(administeredField),
  /** Related lists that a roll-up may go over. */
  related: z.array(z.strictObject({ name: z.string(), object: z.string() })),
});
export type AdministeredObject = z.infer<typeof administeredObject>;

const permission = "objects:manage";
const objectParams = z.strictObject({ object: objectName });
const fieldParams = z.strictObject({ object: objectName, field: objectName });

export const listObjects = defineAction({
  id: "objects.list",
  method: "GET",
  path: "/api/objects",
  summary: "All objects with their fields, removed ones too, as their administrator sees them",
  permission,
  output: z.strictObject({ data: z.array(administeredObject) }),
});

export const makeObject = defineAction({
  id: "objects.make",
  method: "POST",
  path: "/api/objects",
  summary:
    "Make an object of one's own; in use at once on screens, in the API, filters, import, export and rights",
  permission,
  body: newObject,
  output: administeredObject,
  status: 201,
});

export const changeObject = defineAction({
  id: "objects.change",
  method: "PATCH",
  path: "/api/objects/:object",
  summary: "Rename or describe an object of one's own, change its icon or its place in the navigation",
  permission,
  params: objectParams,
  body: objectChange,
  output: administeredObject,
});

export const removeObject = defineAction({
  id: "objects.remove",
  method: "DELETE",
  path: "/api/objects/:object",
  summary: "Remove an object of one's own and the links to it; kept for 30 days",
  permission,
  params: objectParams,
});

export const restoreObject = defineAction({
  id: "objects.restore",
  method: "POST",
  path: "/api/objects/:object/restoration",
  summary: "Bring back an object that was removed, with its records and the links to it",
  permission,
  params: objectParams,
  output: administeredObject,
});

export const addField = defineAction({
  id: "fields.add",
  method: "POST",
  path: "/api/objects/:object/fields",
  summary: "Add a field to any object",
  permission,
  params: objectParams,
  body: newField,
  output: administeredField,
  status: 201,
});

export const changeField = defineAction({
  id: "fields.change",
  method: "PATCH",
  path: "/api/objects/:object/fields/:field",
  summary: "Rename, describe, hide, require a field, change its default, its options or its formula",
  permission,
  params: fieldParams,
  body: fieldChange,
  output: administeredField,
});

export const removeField = defineAction({
  id: "fields.remove",
  method: "DELETE",
  path: "/api/objects/:object/fields/:field",
  summary: "Remove a field of one's own; its values are kept for 30 days",
  permission,
  params: fieldParams,
});

export const restoreField = defineAction({
  id: "fields.restore",
  method: "POST",
  path: "/api/objects/:object/fields/:field/restoration",
  summary: "Bring back a field that was removed, with its values",
  permission,
  params: fieldParams,
  output: administeredField,
});

export const orderFields = defineAction({
  id: "fields.order",
  method: "PUT",
  path: "/api/objects/:object/field-order",
  summary: "Put the fields of an object into an order; those not named follow as they were",
  permission,
  params: objectParams,
  body: z.strictObject({ fields: z.array(objectName).max(500) }),
});

/** Types whose values convert into each other: they can be written as text and read from one. */
export const convertibleTypes: ReadonlySet<Field["type"]> = new Set([
  "text",
  "long_text",
  "number",
  "decimal",
  "percent",
  "money",
  "boolean",
  "date",
  "date_time",
  "choice",
  "choices",
  "email",
  "phone",
  "url",
  "address",
]);

export const conversion = z.strictObject({
  /** Records with a value. */
  filled: z.int(),
  /** Of these, records whose value does not convert and would be empty. */
  lost: z.int(),
  /** Some of what does not convert, and some of what does, as text. */
  lostExamples: z.array(z.strictObject({ id: z.uuid(), title: z.string().nullable(), from: z.string() })),
  examples: z.array(z.strictObject({ from: z.string(), to: z.string() })),
});
export type Conversion = z.infer<typeof conversion>;

export const previewConversion = defineAction({
  id: "fields.preview_conversion",
  method: "POST",
  path: "/api/objects/:object/fields/:field/conversion-preview",
  summary: "What would come of a change of a field's type, and what would not convert",
  permission,
  params: fieldParams,
  body: z.strictObject({ kind: customType }),
  output: conversion,
});

export const convertField = defineAction({
  id: "fields.convert",
  method: "POST",
  path: "/api/objects/:object/fields/:field/conversion",
  summary: "Change the type of a field of one's own; what it was is kept for 30 days as a removed field",
  permission,
  params: fieldParams,
  body: z.strictObject({ version: z.int().min(0), kind: customType }),
  output: z.strictObject({ field: administeredField, conversion }),
});

export const formulaCheck = z.strictObject({
  /** What the formula gives. */
  result: z.enum(["number", "text", "boolean", "date", "date_time"]),
  /** Its value for some records. */
  examples: z.array(z.strictObject({ id: z.uuid(), title: z.string().nullable(), value: z.unknown() })),
});
export type FormulaCheck = z.infer<typeof formulaCheck>;

export const checkFormula = defineAction({
  id: "fields.check_formula",
  method: "POST",
  path: "/api/objects/:object/formula-check",
  summary: "What a formula gives, and its value for some records; what is wrong with it and where",
  permission,
  params: objectParams,
  body: z.strictObject({ expression: z.string().max(2000), field: objectName.optional() }),
  output: formulaCheck,
});

/** How the record page of an object is laid out. Fields that no section names stand under the last one, folded. */
export const layoutDefinition = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z0-9_]{1,40}$/),
        title: title,
        folded: z.boolean().optional(),
        fields: z.array(objectName).max(200),
      }),
    )
    .min(1)
    .max(40),
  /** Related lists in order; those not named follow, those in `hidden` are left out. */
  related: z.array(z.string().max(100)).max(100).optional(),
  hidden: z.array(z.string().max(100)).max(300).optional(),
});
export type LayoutDefinition = z.infer<typeof layoutDefinition>;

export const layout = z.strictObject({
  object: z.string(),
  /** Whose it is; null for everybody who has no layout of their team's. */
  team: z.strictObject({ id: z.uuid(), title: z.string() }).nullable(),
  definition: layoutDefinition,
  version: z.int(),
});
export type Layout = z.infer<typeof layout>;

export const listLayouts = defineAction({
  id: "layouts.list",
  method: "GET",
  path: "/api/objects/:object/layouts",
  summary: "The layouts of an object's record page: everybody's and those of teams",
  permission,
  params: objectParams,
  output: z.strictObject({ data: z.array(layout) }),
});

export const saveLayout = defineAction({
  id: "layouts.save",
  method: "PUT",
  path: "/api/objects/:object/layouts",
  summary: "Save the layout of an object's record page, for everybody or for a team; version 0 makes it",
  permission,
  params: objectParams,
  body: z.strictObject({ team: z.uuid().nullable(), version: z.int().min(0), definition: layoutDefinition }),
  output: layout,
});

export const dropLayout = defineAction({
  id: "layouts.drop",
  method: "DELETE",
  path: "/api/objects/:object/layouts",
  summary: "Do without the layout of everybody or of a team: the page is as the product makes it",
  permission,
  params: objectParams,
  query: z.strictObject({ team: z.uuid().optional() }),
});
