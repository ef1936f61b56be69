import { type RawBuilder } from "kysely";
import { AppError } from "#kernel/error";
import type { Operator } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, grantOn, isComputed } from "../contract/index.ts";
import type { Column, Comparand } from "../field-types/field-type.ts";
import type { Work } from "../work.ts";
import {
  comparisonAt,
  declaredField,
  type FieldPlace,
  fieldPlace,
  linkTarget,
  type SeenField,
} from "./field-place.ts";
import { placeType, placeValue } from "./place-value.ts";

/** A place that the actor may see, and the value there that is compared. */
export interface FieldPath extends FieldPlace {
  /** The SQL of the value in a row of `object` that stands under `alias`; absent for `links`, which have none. */
  readonly value?: (alias: string) => RawBuilder<unknown>;
  /** What `value` is to the database. */
  readonly type: Column["type"];
  readonly compares: Comparand;
  readonly operators: readonly Operator[];
}

/**
 * Finds the field that `path` names from `object`: `amount`, `address.city`, `company.parent.name`. A field
 * that the actor may not see does not exist. Throws `field_unknown`.
 */
export function resolveFieldPath(work: Work, object: CatalogueObject, path: string): FieldPath {
  const place = fieldPlace(work.catalogue, object, path, seenBy(work, object));
  if (!place) throw new AppError("field_unknown", { field: path });
  const { compares, operators } = comparisonAt(place);
  return {
    ...place,
    ...(place.field.type === "links" ? {} : { value: (alias: string) => placeValue(work, place, alias) }),
    type: placeType(place),
    compares,
    operators,
  };
}

/** The fields that the actor may see on the way from `object`: behind a link to what may not be read there is none. */
export function seenBy(work: Work, object: CatalogueObject): SeenField {
  return (current, name) =>
    current === object || grantOn(work.actor.rights, current.name).read !== "none"
      ? knownField(work, current, name)
      : undefined;
}

/** The object that a link, user or links field points to; undefined for other fields. */
export function targetOf(work: Work, field: Field): CatalogueObject | undefined {
  return linkTarget(work.catalogue, field);
}

/**
 * The field `name` of `object`, where the actor sees it on any of the records: `whereSeen` says on which, and `placeValue`
 * gives no more.
 */
export function knownField(work: Work, object: CatalogueObject, name: string): Field | undefined {
  const field = declaredField(object, name);
  const isSomewhere = (one: CatalogueObject) => {
    const { fields, freed } = grantOn(work.actor.rights, one.name);
    return fields?.[name] !== "hidden" || freed?.[name]?.read !== undefined;
  };
  const isKnown = withFaces(work, object).every(isSomewhere) && !tellsHidden(work, object, name);
  return isKnown ? field : undefined;
}

/** Whether the actor may change the field on any record, or give it to a new one; `whereSeen` says on which. */
export function isWritable(
  work: Work,
  object: CatalogueObject,
  name: string,
  mode: "change" | "create",
): boolean {
  const { fields, freed } = grantOn(work.actor.rights, object.name);
  return fields?.[name] === undefined || Boolean(freed?.[name]?.[mode]);
}

/** The field `name` of `object`, where the actor may see it on every record that they see. */
export function visibleField(work: Work, object: CatalogueObject, name: string): Field | undefined {
  const field = declaredField(object, name);
  return field && fieldLimit(work, object, name) !== "hidden" ? field : undefined;
}

/** How the actor's roles limit a field. A wide object shows no more of a field than each of its faces does. */
export function fieldLimit(
  work: Work,
  object: CatalogueObject,
  name: string,
): "hidden" | "read_only" | undefined {
  const limits = withFaces(work, object).map((one) => grantOn(work.actor.rights, one.name).fields?.[name]);
  const hidden = limits.includes("hidden") || tellsHidden(work, object, name);
  return hidden ? "hidden" : limits[0];
}

function withFaces(work: Work, object: CatalogueObject): readonly CatalogueObject[] {
  return [object, ...object.faces.map((face) => work.catalogue.object(face))];
}

// What is reckoned from what one may not see would tell it.
function tellsHidden(work: Work, object: CatalogueObject, name: string): boolean {
  const field = declaredField(object, name);
  const computation = field && isComputed(field) ? work.catalogue.computation({ object, name }) : undefined;
  if (!computation) return false;
  const { over, uses } = computation;
  return (
    (over !== undefined && grantOn(work.actor.rights, over).read === "none") ||
    uses.some((used) => fieldLimit(work, used.object, used.name) === "hidden")
  );
}
