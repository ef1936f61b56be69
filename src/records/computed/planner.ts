import { AppError } from "#kernel/error";
import { formulaLimits } from "#kernel/formula/syntax";
import type { Catalogue } from "../catalogue.ts";
import { type ComputedField, isComputed } from "../contract/index.ts";
import { declaredField } from "../reading/field-place.ts";
import type { Computation, FieldName, Planner } from "./computation.ts";
import { planFormula } from "./formula-plan.ts";
import { planRollup } from "./rollup-plan.ts";

/**
 * A planner that remembers what it planned, and what could not be. Besides what is wrong with a formula or a roll-up
 * it throws `formula_circular` where a field depends on itself, by whatever way, and `formula_too_large` where it is
 * too large together with what it uses.
 */
export function planner(catalogue: Catalogue): Planner {
  const known = new Map<string, Computation | AppError>();
  const begun = new Set<string>();
  const self: Planner = {
    catalogue,
    planOf(name) {
      const field = declaredField(name.object, name.name);
      if (!field || !isComputed(field)) return undefined;
      const key = `${name.object.name}.${name.name}`;
      const plan = known.get(key) ?? (begun.has(key) ? circular(name) : plannedOrWrong(self, name, field));
      known.set(key, plan);
      if (plan instanceof AppError) throw plan;
      return plan;
    },
  };

  function plannedOrWrong(within: Planner, name: FieldName, field: ComputedField): Computation | AppError {
    begun.add(`${name.object.name}.${name.name}`);
    try {
      return bounded(
        field.type === "formula"
          ? planFormula(within, name.object, field)
          : planRollup(within, name.object, field),
      );
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  return self;
}

function bounded(plan: Computation): Computation {
  const { length, depth, nodes, total } = formulaLimits;
  if (plan.size <= total) return plan;
  throw new AppError("formula_too_large", { field: "expression", params: { length, depth, nodes, total } });
}

function circular({ name }: FieldName): AppError {
  return new AppError("formula_circular", { field: "expression", params: { path: name } });
}
