import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Operator } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, grantOn } from "../contract/index.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import type { Column, Comparand } from "../field-types/field-type.ts";
import { fieldType } from "../field-types/field-types.ts";
import { operatorsFor } from "../field-types/operators.ts";
import type { Work } from "../work.ts";

/** One step of a path through a link. */
export interface Hop {
  readonly from: CatalogueObject;
  readonly name: string;
  readonly field: Field;
  readonly to: CatalogueObject;
}

/** Where a path leads: the links on the way, the field at its end, and the value that is compared. */
export interface FieldPath {
  readonly hops: readonly Hop[];
  readonly object: CatalogueObject;
  readonly name: string;
  readonly field: Field;
  readonly part?: string;
  /** The SQL of the value in a row of `object` that stands under `alias`; absent for `links`, which have none. */
  readonly value?: (alias: string) => RawBuilder<unknown>;
  /** What `value` is to the database. */
  readonly type: Column["type"];
  readonly compares: Comparand;
  readonly operators: readonly Operator[];
}

const longest = 4;

/**
 * Finds the field that `path` names from `object`: `amount`, `address.city`, `company.parent.name`. A field
 * that the actor may not see does not exist. Throws `field_unknown`.
 */
export function resolveFieldPath(work: Work, object: CatalogueObject, path: string): FieldPath {
  const names = path.split(".");
  const hops: Hop[] = [];
  let current = object;
  for (let index = 0; index < names.length && index <= longest; index++) {
    const name = names[index] ?? "";
    const field = visibleField(work, current, name);
    if (!field) break;
    const rest = names.slice(index + 1);
    if (rest.length === 0) return end(hops, current, name, field);
    const parts = fieldType(field).parts ?? {};
    const [partName = ""] = rest;
    if (rest.length === 1 && Object.hasOwn(parts, partName))
      return { ...end(hops, current, name, field, partName), ...parts[partName] };
    const to = targetOf(work, field);
    if (!to) break;
    hops.push({ from: current, name, field, to });
    current = to;
  }
  throw new AppError("field_unknown", { field: path });
}

/** The object that a link, user or links field points to; undefined for other fields. */
export function targetOf(work: Work, field: Field): CatalogueObject | undefined {
  if (field.type === "link" || field.type === "links") return work.catalogue.object(field.to);
  return field.type === "user" ? work.catalogue.object("user") : undefined;
}

/** The field `name` of `object`, where the actor may see it. */
export function visibleField(work: Work, object: CatalogueObject, name: string): Field | undefined {
  if (!Object.hasOwn(object.fields, name)) return undefined;
  return fieldLimit(work, object, name) === "hidden" ? undefined : object.fields[name];
}

/** How the actor's roles limit a field. A wide object shows no more of a field than each of its faces does. */
export function fieldLimit(
  work: Work,
  object: CatalogueObject,
  name: string,
): "hidden" | "read_only" | undefined {
  const limits = [object, ...object.faces.map((face) => work.catalogue.object(face))].map(
    (one) => grantOn(work.actor.rights, one.name).fields?.[name],
  );
  return limits.find((limit) => limit === "hidden") ?? limits[0];
}

function end(
  hops: readonly Hop[],
  object: CatalogueObject,
  name: string,
  field: Field,
  part?: string,
): FieldPath {
  // Every field's kind says how it compares, but the key of the record itself: text to its reader, a uuid to the database.
  const { compares, operators } =
    name === "id" ? ({ compares: "id", operators: operatorsFor.id } as const) : fieldType(field);
  const columns = columnsOf(name, field);
  const stem = field.column ?? name;
  const column = part ? fieldColumns(field).part?.(stem, part) : columns[0]?.name;
  return {
    hops,
    object,
    name,
    field,
    ...(part ? { part } : {}),
    ...(column ? { value: (alias: string) => sql`${sql.ref(`${alias}.${column}`)}` } : {}),
    type: compares === "id" ? "uuid" : (columns.find((one) => one.name === column)?.type ?? "text"),
    compares,
    operators,
  };
}
