import { type RawBuilder, sql } from "kysely";
import type { Formula } from "#kernel/formula/checking";
import type { FormulaType } from "#kernel/formula/syntax";
import { columnType } from "../field-types/column-type.ts";
import { operationSql, type SqlValue } from "./operation-sql.ts";

/** Where a formula finds the values of its paths, and when and where it is reckoned. */
export interface FormulaGround {
  readonly valueOf: (path: string) => RawBuilder<unknown>;
  readonly now: Date;
  readonly timeZone: string;
}

/**
 * The SQL of a formula. It fails for no values whatever: what cannot be reckoned is null. `src/kernel/formula/evaluating.ts`
 * gives the same in memory.
 */
export function formulaSql(formula: Formula, ground: FormulaGround): RawBuilder<unknown> {
  const value = compiled(formula, ground);
  // Without the zeros that reckoning with ten digits leaves behind the point.
  return formula.type === "number" ? sql`trim_scale(${value})` : value;
}

function compiled(formula: Formula, ground: FormulaGround): RawBuilder<unknown> {
  if (formula.kind === "path") return ground.valueOf(formula.path);
  if (formula.kind === "literal") return sql`${formula.value}::${columnType[sqlType[formula.type]]}`;
  const given = formula.arguments.map(
    (argument): SqlValue => ({
      type: argument.type,
      value: compiled(argument, ground),
    }),
  );
  return operationSql(formula.operation, given, ground);
}

const sqlType = {
  number: "numeric",
  text: "text",
  boolean: "boolean",
  date: "date",
  date_time: "timestamptz",
} as const satisfies Record<FormulaType, keyof typeof columnType>;
