import { columnsOf } from "../field-types/field-columns.ts";
import type { FieldPlace } from "../reading/field-place.ts";
import { placeColumn } from "../reading/place-value.ts";
import type { Computation, Planner } from "./computation.ts";

/** What reading the value at a place needs, to be put into the plan of what uses it. Throws what `planOf` does. */
export function planPlace(
  planner: Planner,
  place: FieldPlace,
): Pick<Computation, "uses" | "objects" | "columns" | "size"> {
  const { hops, object, name } = place;
  const plan = planner.planOf(place);
  const [first] = hops;
  return {
    uses: [...hops.map((hop) => ({ object: hop.from, name: hop.name })), { object, name }],
    objects: [...hops.map((hop) => hop.to.name), ...(plan?.objects ?? [])],
    columns: first ? linkColumn(first.name, first.field) : (plan?.columns ?? [placeColumn(place) ?? "id"]),
    size: 1 + 3 * hops.length + (plan?.size ?? 0),
  };
}

/** The column of a link; what links to many stands on the record's key. */
function linkColumn(name: string, field: FieldPlace["field"]): readonly string[] {
  return [columnsOf(name, field)[0]?.name ?? "id"];
}
