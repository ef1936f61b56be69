import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import type { FieldType } from "../field-types/field-type.ts";
import { fieldType } from "../field-types/field-types.ts";
import { operatorsFor } from "../field-types/operators.ts";

/** One step of a path through a link. */
export interface Hop {
  readonly from: CatalogueObject;
  readonly name: string;
  readonly field: Field;
  readonly to: CatalogueObject;
}

/** Where a path leads: the links on the way, the field at its end, or a part of it. */
export interface FieldPlace {
  readonly hops: readonly Hop[];
  readonly object: CatalogueObject;
  readonly name: string;
  readonly field: Field;
  readonly part?: string;
}

/** The field `name` of an object, where whoever asks may see it. */
export type SeenField = (object: CatalogueObject, name: string) => Field | undefined;

const longest = 4;

/**
 * Finds the field that `path` names from `object`: `amount`, `address.city`, `company.parent.name`. Undefined where
 * there is none that `seen` lets through.
 */
export function fieldPlace(
  catalogue: Catalogue,
  object: CatalogueObject,
  path: string,
  seen: SeenField,
): FieldPlace | undefined {
  const names = path.split(".");
  const hops: Hop[] = [];
  let current = object;
  for (const [index, name] of names.slice(0, longest + 1).entries()) {
    const field = seen(current, name);
    if (!field) return undefined;
    const rest = names.slice(index + 1);
    const place = { hops, object: current, name, field };
    const [part = ""] = rest;
    if (rest.length === 0) return place;
    if (rest.length === 1 && Object.hasOwn(fieldType(field).parts ?? {}, part)) return { ...place, part };
    const to = linkTarget(catalogue, field);
    if (!to) return undefined;
    hops.push({ from: current, name, field, to });
    current = to;
  }
  return undefined;
}

/** What a filter compares the value at a place with, and how. */
export function comparisonAt({ name, field, part }: FieldPlace): Comparison {
  // Every field's type says it, but the key of the record itself: text to its reader, a uuid to the database.
  if (name === "id") return { compares: "id", operators: operatorsFor.id };
  const type = fieldType(field);
  return (part === undefined ? undefined : type.parts?.[part]) ?? type;
}

type Comparison = Pick<FieldType, "compares" | "operators">;

/** The object that a link, user or links field points to; undefined for other fields. */
export function linkTarget(catalogue: Catalogue, field: Field): CatalogueObject | undefined {
  if (field.type === "link" || field.type === "links") return catalogue.object(field.to);
  return field.type === "user" ? catalogue.object("user") : undefined;
}

/** The field `name` of `object`, whoever may see it. */
export function declaredField(object: CatalogueObject, name: string): Field | undefined {
  return Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
}
