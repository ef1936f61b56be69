import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import type { Field, RollupField } from "../contract/index.ts";
import { acrossLinks } from "../reading/across-links.ts";
import { filterCondition } from "../reading/filter-condition.ts";
import { filterPlaces } from "../reading/filter-places.ts";
import { declaredField, type FieldPlace, fieldPlace } from "../reading/field-place.ts";
import { nothing, placeValue } from "../reading/place-value.ts";
import { type Relation, relatedRows, relationOf } from "../reading/related-rows.ts";
import { conjunction } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import type { Computation, Planner } from "./computation.ts";
import { formulaType } from "./formula-plan.ts";
import { planPlace } from "./place-plan.ts";

/** What a roll-up says of the records it puts together, without what it gives. */
export type RollupAsked = Pick<RollupField, "related" | "aggregate" | "field" | "filter">;

/** The plan of a roll-up. Throws `field_unknown`, `filter_invalid`, `rollup_invalid`. */
export function planRollup(planner: Planner, object: CatalogueObject, field: RollupField): Computation {
  const { relation, place, result } = readRollup(planner.catalogue, object, field, declaredField);
  if (result !== field.result) throw new AppError("rollup_invalid", { field: "result" });
  const filtered = field.filter ? filterPlaces(planner.catalogue, relation.object, field.filter) : [];
  const places = [...(place ? [place] : []), ...filtered];
  const parts = places.map((one) => planPlace(planner, one));
  const ownObjects = [relation.object.name, ...places.map((one) => one.object.name)];
  return {
    uses: [{ object: relation.by, name: relation.name }, ...parts.flatMap((part) => part.uses)],
    objects: [...new Set([...ownObjects, ...parts.flatMap((part) => part.objects)])],
    over: relation.object.name,
    columns: ["id"],
    size: parts.reduce((sum, part) => sum + part.size, 5),
    value: (work, alias) => whereValid(field, () => rollupSql(work, { object, alias, place }, field)),
  };
}

/** What a roll-up stands on, and what it gives; `seen` says which fields there are. Throws `field_unknown`, `rollup_invalid`. */
export function readRollup(
  catalogue: Catalogue,
  object: CatalogueObject,
  { related, aggregate, field }: RollupAsked,
  seen: (object: CatalogueObject, name: string) => Field | undefined,
): {
  readonly relation: Relation;
  readonly place: FieldPlace | undefined;
  readonly result: RollupField["result"];
} {
  const relation = relationOf(catalogue, object, related);
  if (!relation) throw new AppError("field_unknown", { field: related });
  if (aggregate === "count") return { relation, place: undefined, result: "number" };
  const place = field === undefined ? undefined : fieldPlace(catalogue, relation.object, field, seen);
  if (!place) throw new AppError("field_unknown", { field: field ?? "" });
  const type = formulaType(place);
  const extremes = type === "date" || type === "date_time";
  if (type === "number" || (extremes && (aggregate === "min" || aggregate === "max")))
    return { relation, place, result: type };
  throw new AppError("rollup_invalid", { field: "field" });
}

// A field may have changed since the filter was written, so that its value means nothing any more.
function whereValid(field: RollupField, value: () => RawBuilder<unknown>): RawBuilder<unknown> {
  try {
    return value();
  } catch (error) {
    if (error instanceof AppError) return nothing(field);
    throw error;
  }
}

interface RollupRows {
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly place: FieldPlace | undefined;
}

function rollupSql(
  work: Work,
  { object, alias, place }: RollupRows,
  field: RollupField,
): RawBuilder<unknown> {
  const rows = relatedRows({ work, object, alias }, field.related);
  const filter =
    field.filter && filterCondition({ work, object: rows.object, alias: rows.alias }, field.filter);
  const from = sql`from ${rows.from} where ${conjunction([rows.where, filter])}`;
  if (!place) return sql`(select count(*)::integer ${from})`;
  const at = (end: FieldPlace) =>
    acrossLinks(work, end.hops, rows.alias, (last) => placeValue(work, end, last));
  const value = aggregated[field.aggregate](at(place));
  const given = field.result === "number" ? sql`trim_scale(formula_number(${value}))` : value;
  // Amounts of several currencies make no sum.
  const isMoney = place.field.type === "money" && place.part === undefined;
  if (!isMoney) return sql`(select ${given} ${from})`;
  const currency = at({ ...place, part: "currency" });
  return sql`(select case when count(distinct ${currency}) < 2 then ${given} end ${from})`;
}

const aggregated: Readonly<
  Record<RollupField["aggregate"], (value: RawBuilder<unknown>) => RawBuilder<unknown>>
> = {
  count: (value) => sql`count(${value})`,
  // Of no records the sum is nothing, and that is zero; there is no least of none.
  sum: (value) => sql`coalesce(sum(${value}), 0)`,
  min: (value) => sql`min(${value})`,
  max: (value) => sql`max(${value})`,
  avg: (value) => sql`avg(${value})`,
};
