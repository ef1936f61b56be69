import { AppError } from "#kernel/error";
import { type Filter, type RelatedClause, type RelatedNumber, relatedQuestions } from "#kernel/filter";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import { declaredField, type FieldPlace, fieldPlace } from "./field-place.ts";
import { relationAlong } from "./related-rows.ts";

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
  const found = relationAlong(catalogue, object, filter.related, declaredField);
  const field = found && declaredField(found.relation.by, found.relation.name);
  if (!field) throw new AppError("field_unknown", { field: filter.related });
  const { object: rows, by, name } = found.relation;
  const hops = found.hops.map((hop) => ({ hops: [], object: hop.from, name: hop.name, field: hop.field }));
  return [...hops, { hops: [], object: by, name, field }, ...insideOf(catalogue, rows, filter)];
}

function insideOf(catalogue: Catalogue, rows: CatalogueObject, clause: RelatedClause): readonly FieldPlace[] {
  return relatedQuestions.flatMap((how) => {
    const asked = clause[how];
    if (!asked || asked === true) return [];
    if (how === "some" || how === "none") return filterPlaces(catalogue, rows, asked as Filter);
    const { of, where } = asked as Partial<RelatedNumber>;
    const number: readonly Filter[] = of === undefined ? [] : [{ field: of, op: "not_empty" }];
    return [...number, ...(where ? [where] : [])].flatMap((part) => filterPlaces(catalogue, rows, part));
  });
}
