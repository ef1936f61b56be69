import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { formulaLimits } from "#kernel/formula/syntax";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import { filterPlaces } from "./filter-places.ts";

/** Refuses a filter whose formulas and roll-ups would make one statement too large: `filter_too_large`. */
export function assertFilterSize(catalogue: Catalogue, object: CatalogueObject, filter: Filter): void {
  const sizes = filterPlaces(catalogue, object, filter).map(
    (place) => catalogue.computation(place)?.size ?? 0,
  );
  if (sizes.reduce((sum, size) => sum + size, 0) > formulaLimits.filter)
    throw new AppError("filter_too_large");
}
