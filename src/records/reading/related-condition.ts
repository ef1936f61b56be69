import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Comparison, Filter, RelatedClause, RelatedNumber } from "#kernel/filter";
import { fieldType } from "../field-types/field-types.ts";
import { resolveFieldPath } from "./field-path.ts";
import type { FilterScope } from "./filter-condition.ts";
import { relatedRows } from "./related-rows.ts";
import { conjunction } from "./visibility.ts";

type Condition = RawBuilder<SqlBool>;

/**
 * Some, none or how many of the related records fulfil a condition, or how their sum (average, least, greatest) compares.
 * The sum of no records is 0; an average, least or greatest of none is no number and compares with none. `conditionOf`
 * compiles what stands inside. Throws `field_unknown`, `filter_invalid`.
 */
export function relatedCondition(
  scope: FilterScope,
  clause: RelatedClause,
  conditionOf: (scope: FilterScope, filter: Filter) => Condition,
): Condition {
  const { object, alias, from, where } = relatedRows(scope, clause.related);
  const those = { work: scope.work, object, alias };
  const rows = (inner: Filter | true | undefined, counted?: Condition): Condition =>
    sql`${from} where ${conjunction([
      where,
      counted,
      inner === undefined || inner === true ? undefined : conditionOf(those, inner),
    ])}`;
  if (clause.some) return sql`exists (select 1 from ${rows(clause.some)})`;
  if (clause.none) return sql`not exists (select 1 from ${rows(clause.none)})`;
  if (clause.count) {
    const { op, value, where: inner } = clause.count;
    return sql`(select count(*) from ${rows(inner)}) ${sign[op]} ${value}`;
  }
  for (const how of ["sum", "avg", "min", "max"] as const) {
    const asked = clause[how];
    if (!asked) continue;
    const { number, counted } = measured(those, how, asked);
    return compared(asked, sql`(select ${number} from ${rows(asked.where, counted)})`);
  }
  throw new AppError("filter_invalid", { params: { where: clause.related } });
}

// What has no number is not equal to one, as a field without a value is not.
function compared({ op, value }: RelatedNumber, number: RawBuilder<unknown>): Condition {
  const other = sql`${String(value)}::numeric`;
  if (op === "ne") return sql`((${number} = ${other}) is not true)`;
  return sql`coalesce(${number} ${sign[op]} ${other}, false)`;
}

// Amounts in several currencies have no sum: those in one are counted, the organisation's own unless told.
function measured(
  { work, object, alias }: FilterScope,
  how: "sum" | "avg" | "min" | "max",
  { of, currency }: RelatedNumber,
): { number: RawBuilder<unknown>; counted: Condition | undefined } {
  const path = resolveFieldPath(work, object, of);
  const isNumber = path.compares === "number" || path.compares === "decimal";
  const isMoney = path.field.type === "money";
  const value = path.value?.(alias);
  if (!value || !isNumber || path.hops.length > 0 || (how === "sum" && !fieldType(path.field).summed))
    throw new AppError("field_unknown", { field: of });
  if (currency !== undefined && !isMoney) throw new AppError("filter_invalid", { params: { where: of } });
  const its = isMoney ? resolveFieldPath(work, object, `${of}.currency`).value?.(alias) : undefined;
  return {
    number: aggregates[how](value),
    counted: its && sql`${its} = ${currency ?? work.currency}`,
  };
}

const aggregates = {
  sum: (value: RawBuilder<unknown>) => sql`coalesce(sum(${value}), 0)`,
  avg: (value: RawBuilder<unknown>) => sql`avg(${value})`,
  min: (value: RawBuilder<unknown>) => sql`min(${value})`,
  max: (value: RawBuilder<unknown>) => sql`max(${value})`,
};

const sign: Readonly<Record<Comparison, RawBuilder<unknown>>> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  gte: sql`>=`,
  lt: sql`<`,
  lte: sql`<=`,
};
