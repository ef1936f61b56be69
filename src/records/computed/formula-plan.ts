import { type RawBuilder, sql } from "kysely";
import { checkFormulaText, type Formula, sizeOf } from "#kernel/formula/checking";
import { formulaError, formulaLimits, type FormulaType } from "#kernel/formula/syntax";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import type { Field, FormulaField } from "../contract/index.ts";
import { acrossLinks, leadsToMany } from "../reading/across-links.ts";
import { declaredField, type FieldPlace, fieldPlace } from "../reading/field-place.ts";
import { comparisonAt } from "../reading/field-place.ts";
import { placeType, placeValue } from "../reading/place-value.ts";
import type { Work } from "../work.ts";
import type { Computation, Planner } from "./computation.ts";
import { formulaSql } from "./formula-sql.ts";
import { planPlace } from "./place-plan.ts";

/** The plan of a formula. Throws what is wrong with it, as `checkFormulaText` does. */
export function planFormula(planner: Planner, object: CatalogueObject, field: FormulaField): Computation {
  const { formula, places } = readFormula(planner.catalogue, object, field.expression, declaredField);
  if (formula.type !== field.result)
    throw formulaError(
      "formula_types",
      { from: 0, to: field.expression.length },
      { usage: field.result, given: formula.type },
    );
  const plans = new Map([...places].map(([path, place]) => [path, planPlace(planner, place)]));
  const all = [...plans.values()];
  return {
    uses: all.flatMap((plan) => plan.uses),
    objects: [...new Set(all.flatMap((plan) => plan.objects))],
    columns: [...new Set(all.flatMap((plan) => plan.columns))],
    size: sizeOf(formula, (path) => plans.get(path)?.size ?? 1),
    value: (work, alias) =>
      formulaSql(formula, {
        // A query that does not ask for the time is kept.
        get now() {
          return work.asOf ?? work.now;
        },
        timeZone: work.actor.timeZone,
        valueOf: (path) => pathValue(work, places.get(path) as FieldPlace, alias),
      }),
  };
}

/** A formula with the places that its paths lead to. `seen` says which fields there are. Throws as `checkFormulaText`. */
export function readFormula(
  catalogue: Catalogue,
  object: CatalogueObject,
  expression: string,
  seen: (object: CatalogueObject, name: string) => Field | undefined,
): { readonly formula: Formula; readonly places: ReadonlyMap<string, FieldPlace> } {
  const places = new Map<string, FieldPlace>();
  const formula = checkFormulaText(expression, (path) => {
    const place = fieldPlace(catalogue, object, path, seen);
    if (place) places.set(path, place);
    return place && formulaType(place);
  });
  return { formula, places };
}

/** What a formula takes the value at a place for. */
export function formulaType(place: FieldPlace): FormulaType | "unusable" {
  const isWhole = place.part === undefined;
  if (leadsToMany(place) || (place.field.type === "address" && isWhole)) return "unusable";
  const { compares } = comparisonAt(place);
  if (compares === "key") return "text";
  if (compares === "decimal") return "number";
  return compares === "keys" || compares === "id" || compares === "ids" ? "unusable" : compares;
}

function pathValue(work: Work, place: FieldPlace, alias: string): RawBuilder<unknown> {
  const value = acrossLinks(work, place.hops, alias, (last) => placeValue(work, place, last));
  const type = placeType(place);
  if (type === "integer") return sql`${value}::numeric`;
  if (type === "numeric") return sql`formula_number(${value})`;
  if (type === "date") return sql`formula_day(${value})`;
  return place.field.type === "long_text" ? sql`left(${value}, ${formulaLimits.textLength})` : value;
}
