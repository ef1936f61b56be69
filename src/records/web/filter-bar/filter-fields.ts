import type { Operator } from "#kernel/filter";
import type { FieldMetadata, Metadata, ObjectMetadata } from "#records/contract";
import type { Comparand } from "../../field-types/field-type.ts";
import { fieldType } from "../../field-types/field-types.ts";
import { targetOf } from "../metadata.ts";

/** Something a list can be filtered by: a field, a part of one, or a field across one link. */
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

/** All that `object` can be filtered by: its own fields first, then those across each link. */
export function filterFields(object: ObjectMetadata, objects: Metadata["objects"]): readonly FilterField[] {
  const own = fieldsFrom(object, "");
  const across = Object.entries(object.fields).flatMap(([name, field]) => {
    const target = objects[targetOf(field) ?? ""];
    return target && !field.hidden && target.name !== "user" ? fieldsFrom(target, `${name}.`) : [];
  });
  return [...own, ...across];
}

/** Where a path of a filter leads; undefined where the user does not see it, or it goes across several links. */
export function filterField(
  object: ObjectMetadata,
  objects: Metadata["objects"],
  path: string,
): FilterField | undefined {
  return filterFields(object, objects).find((field) => field.path === path);
}

/** Operators as they are offered: those for one value and for several are the same choice. */
export function offeredOperators(field: FilterField): readonly Operator[] {
  const folded: readonly Operator[] = field.compares === "text" ? ["in", "not_in"] : ["is", "is_not", "has"];
  if (["number", "decimal", "date", "date_time", "boolean"].includes(field.compares)) {
    return field.compares === "boolean" ? ["is"] : field.operators;
  }
  return field.operators.filter((op) => !folded.includes(op));
}

/** Conditions on records that point here: "no tasks". */
export function relatedNames(object: ObjectMetadata): readonly string[] {
  return Object.keys(object.related);
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
