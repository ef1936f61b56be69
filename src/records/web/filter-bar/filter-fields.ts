import type { Operator } from "#kernel/filter";
import type { FieldMetadata, Metadata, ObjectMetadata } from "#records/contract";
import type { Comparand } from "../../field-types/field-type.ts";
import { fieldType } from "../../field-types/field-types.ts";
import { targetOf } from "../metadata.ts";

/** Something a list can be filtered by: a field, a part of one, or a field across links. */
export interface FilterField {
  readonly path: string;
  /** The object that has the field at the end of the path. */
  readonly object: string;
  readonly name: string;
  readonly field: FieldMetadata;
  readonly part?: string;
  readonly compares: Comparand;
  readonly operators: readonly Operator[];
}

/** Links that a filter goes along, one after the other. */
const farthest = 3;

/** The object behind the links of `prefix` (`company.parent.`); the object itself for none. */
export function objectAt(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  prefix: string,
): ObjectMetadata | undefined {
  const names = prefix.split(".").filter(Boolean);
  return names.reduce<ObjectMetadata | undefined>((at, name) => {
    const field = at?.fields[name];
    return field && objects[targetOf(field) ?? ""];
  }, object);
}

/** What can be filtered by at `prefix`: the fields there. */
export function fieldsAt(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  prefix: string,
): readonly FilterField[] {
  const at = objectAt(object, objects, prefix);
  return at ? fieldsFrom(at, prefix) : [];
}

/** The fields behind each link from `prefix` on; of people of ours there would be too many. */
export function fieldsAcross(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  prefix: string,
): readonly FilterField[] {
  return linksAt(object, objects, prefix).flatMap((link) => {
    const target = objectAt(object, objects, link);
    return target && target.name !== "user" ? fieldsFrom(target, link) : [];
  });
}

/** Where one can go on from `prefix`: each link there, as the prefix behind it. */
export function linksAt(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  prefix: string,
): readonly string[] {
  const at = objectAt(object, objects, prefix);
  if (!at || prefix.split(".").length > farthest) return [];
  return Object.entries(at.fields).flatMap(([name, field]) =>
    objects[targetOf(field) ?? ""] && !field.hidden ? [`${prefix}${name}.`] : [],
  );
}

/** Where a path of a filter leads; undefined where the user does not see it. */
export function filterField(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  path: string,
): FilterField | undefined {
  const names = path.split(".");
  // The end of a path is a field, or a part of one.
  for (const ended of [names.length - 1, names.length - 2]) {
    const prefix = names
      .slice(0, Math.max(0, ended))
      .map((name) => `${name}.`)
      .join("");
    const found = fieldsAt(object, objects, prefix).find((field) => field.path === path);
    if (found) return found;
  }
  return undefined;
}

/** Operators as they are offered: those for one value and for several are the same choice. */
export function offeredOperators(field: FilterField): readonly Operator[] {
  const folded: readonly Operator[] = field.compares === "text" ? ["in", "not_in"] : ["is", "is_not", "has"];
  if (["number", "decimal", "date", "date_time", "boolean"].includes(field.compares)) {
    return field.compares === "boolean" ? ["is"] : field.operators;
  }
  return field.operators.filter((op) => !folded.includes(op));
}

/** Lists of related records that can be asked about from `prefix` on: what points there, and what many links name. */
export function relatedNames(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  prefix = "",
): readonly string[] {
  const at = objectAt(object, objects, prefix);
  if (!at) return [];
  const many = Object.keys(at.fields).filter((name) => {
    const field = at.fields[name];
    return field?.type === "links" && !field.hidden && objects[field.to];
  });
  return [...Object.keys(at.related), ...many].map((name) => prefix + name);
}

/** The object whose records the list `related` has. */
export function relatedObject(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  related: string,
): ObjectMetadata | undefined {
  const dot = related.lastIndexOf(".") + 1;
  const at = objectAt(object, objects, related.slice(0, dot));
  const name = related.slice(dot);
  const field = at?.fields[name];
  return objects[at?.related[name]?.object ?? (field?.type === "links" ? field.to : "")];
}

/** Fields of related records that can be added up or averaged. */
export function numberFields(object: ObjectMetadata): readonly string[] {
  return Object.entries(object.fields).flatMap(([name, field]) => {
    const { compares } = fieldType(field);
    return !field.hidden && (compares === "number" || compares === "decimal") ? [name] : [];
  });
}

function fieldsFrom(object: ObjectMetadata, prefix: string): readonly FilterField[] {
  return Object.entries(object.fields).flatMap(([name, field]): FilterField[] => {
    if (field.hidden || field.type === "file") return [];
    const { parts, compares, operators } = fieldType(field);
    const whole = { path: prefix + name, object: object.name, name, field, compares, operators };
    const inParts = Object.entries(parts ?? {}).map(([part, of]) => ({
      ...whole,
      ...of,
      path: `${prefix}${name}.${part}`,
      part,
    }));
    return field.type === "address" ? inParts : [whole, ...inParts];
  });
}
