import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import { declaredField, type FieldPlace, fieldPlace } from "./field-place.ts";
import { relationOf } from "./related-rows.ts";

/**
 * Everything that a filter on records of `object` names, whoever may see it: its paths, and the links that join related
 * lists. Throws `field_unknown`.
 */
export function filterPlaces(
  catalogue: Catalogue,
  object: CatalogueObject,
  filter: Filter,
): readonly FieldPlace[] {
  const within = (part: Filter, of = object) => filterPlaces(catalogue, of, part);
  if ("and" in filter) return filter.and.flatMap((part) => within(part));
  if ("or" in filter) return filter.or.flatMap((part) => within(part));
  if ("not" in filter) return within(filter.not);
  if ("field" in filter) {
    const place = fieldPlace(catalogue, object, filter.field, declaredField);
    if (!place) throw new AppError("field_unknown", { field: filter.field });
    return [place];
  }
  const relation = relationOf(catalogue, object, filter.related);
  const field = relation && declaredField(relation.by, relation.name);
  if (!relation || !field) throw new AppError("field_unknown", { field: filter.related });
  const inside = [filter.some, filter.none, filter.count?.where].flatMap((part) =>
    part && part !== true ? within(part, relation.object) : [],
  );
  return [{ hops: [], object: relation.by, name: relation.name, field }, ...inside];
}
