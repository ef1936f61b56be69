import { AppError } from "#kernel/error";
import { formulaLimits, type FormulaType } from "#kernel/formula/syntax";
import { buildCatalogue, type Catalogue, type CatalogueObject } from "../catalogue.ts";
import { type ComputedField, formula, isComputed, type RollupField, rollup } from "../contract/index.ts";
import { visibleField } from "../reading/field-path.ts";
import { filterCondition } from "../reading/filter-condition.ts";
import type { Work } from "../work.ts";
import type { FieldName, Planner } from "./computation.ts";
import { readFormula } from "./formula-plan.ts";
import { planner } from "./planner.ts";
import { type RollupAsked, readRollup } from "./rollup-plan.ts";

/** What came of a check: what the field gives, and the paths that it names. */
export interface ComputedCheck<R extends FormulaType = FormulaType> {
  readonly result: R;
  readonly fields: readonly string[];
}

/**
 * Checks a formula for the field `name` of an object (a new one, unless told), over fields that the actor may see.
 * Throws `formula_…`, which say where and what to do: also where the field would depend on itself, or where what uses
 * it would no longer be right.
 */
export function checkFormula(
  work: Work,
  objectName: string,
  expression: string,
  name?: string,
): ComputedCheck {
  const object = work.catalogue.object(objectName);
  const { formula: read, places } = readFormula(work.catalogue, object, expression, (current, field) =>
    visibleField(work, current, field),
  );
  assertFits(work.catalogue, { object: objectName, name }, formula({ expression, result: read.type }));
  return { result: read.type, fields: [...places.keys()] };
}

/** Checks a roll-up as `checkFormula` does a formula. Throws `field_unknown`, `filter_invalid`, `rollup_invalid`, `formula_…`. */
export function checkRollup(
  work: Work,
  objectName: string,
  asked: RollupAsked,
  name?: string,
): ComputedCheck<RollupField["result"]> {
  const object = work.catalogue.object(objectName);
  const seen = (current: CatalogueObject, field: string) => visibleField(work, current, field);
  const { relation, result } = readRollup(work.catalogue, object, asked, seen);
  if (!seen(relation.by, relation.name)) throw new AppError("field_unknown", { field: asked.related });
  if (asked.filter) filterCondition({ work, object: relation.object, alias: "t" }, asked.filter);
  assertFits(work.catalogue, { object: objectName, name }, rollup({ ...asked, result }));
  return { result, fields: asked.field === undefined ? [] : [asked.field] };
}

/** A computed field that was right in one catalogue and is not in another, and what is wrong with it there. */
export interface BrokenField {
  readonly object: string;
  readonly field: string;
  readonly error: AppError;
}

/** The computed fields that a change of the catalogue breaks: a field that they name is gone, or gives something else. */
export function brokenFields(before: Catalogue, after: Catalogue): readonly BrokenField[] {
  const plans = planner(after);
  return [...after.objects.values()].flatMap((object) =>
    Object.entries(object.fields).flatMap(([field, declared]) => {
      const was = before.objects.get(object.name);
      if (!isComputed(declared) || !was || !before.computation({ object: was, name: field })) return [];
      const error = wrongWith(plans, { object, name: field });
      return error ? [{ object: object.name, field, error }] : [];
    }),
  );
}

function wrongWith(plans: Planner, field: FieldName): AppError | undefined {
  try {
    plans.planOf(field);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

// The catalogue as it would be, so that circles and sizes count what uses the field as well.
function assertFits(
  catalogue: Catalogue,
  { object: objectName, name = "" }: { readonly object: string; readonly name: string | undefined },
  field: ComputedField,
): void {
  const definitions = [...catalogue.objects.values()].map((object) =>
    object.name === objectName ? { ...object, fields: { ...object.fields, [name]: field } } : object,
  );
  const candidate = buildCatalogue(definitions);
  const object = candidate.object(objectName);
  planner(candidate).planOf({ object, name });
  const [broken] = brokenFields(catalogue, candidate);
  if (broken) throw broken.error;
  const sizes = Object.keys(object.fields).map(
    (one) => candidate.computation({ object, name: one })?.size ?? 0,
  );
  if (sizes.reduce((sum, size) => sum + size, 0) > formulaLimits.object)
    throw new AppError("formulas_too_large", { field: "expression" });
}
