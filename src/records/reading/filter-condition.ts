import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { FieldClause, Filter, Operator } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { existsAcross } from "./across-links.ts";
import { type FieldPath, resolveFieldPath, targetOf } from "./field-path.ts";
import { whereSeen } from "./field-sight.ts";
import { leafCondition } from "./filter-leaf.ts";
import { relatedCondition } from "./related-condition.ts";
import { under } from "./row-alias.ts";
import { conjunction, visibility } from "./visibility.ts";

type Condition = RawBuilder<SqlBool>;

/** The rows a filter speaks of: those of `object` that stand in the query under `alias`. */
export interface FilterScope {
  readonly work: Work;
  readonly object: CatalogueObject;
  readonly alias: string;
}

// What has no opposite in SQL that treats "unknown" as people do: "is not Sofia" holds for no city at all.
const opposite: Partial<Record<Operator, Operator>> = {
  is_not: "is",
  not_in: "in",
  not_contains: "contains",
  ne: "eq",
  has_none: "has_any",
  empty: "not_empty",
};

/**
 * Compiles a filter to one parameterised condition. Names come from the catalogue, values are bound;
 * a leaf is true or not true, never unknown. Throws `field_unknown` or `filter_invalid`.
 */
export function filterCondition(scope: FilterScope, filter: Filter): Condition {
  if ("and" in filter) return conjunction(filter.and.map((part) => filterCondition(scope, part)));
  if ("or" in filter) return disjunction(filter.or.map((part) => filterCondition(scope, part)));
  if ("not" in filter) return sql`((${filterCondition(scope, filter.not)}) is not true)`;
  return "related" in filter
    ? relatedCondition(scope, filter, filterCondition)
    : fieldCondition(scope, filter);
}

function disjunction(conditions: readonly Condition[]): Condition {
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql` or `)})` : sql`false`;
}

function fieldCondition(scope: FilterScope, clause: FieldClause): Condition {
  const path = resolveFieldPath(scope.work, scope.object, clause.field);
  if (!path.operators.includes(clause.op)) {
    throw new AppError("filter_invalid", { field: clause.field, params: { where: clause.field } });
  }
  const plain = clause.op === "empty" && plainlyEmpty(scope, path, clause);
  if (plain) return plain;
  const positive = opposite[clause.op];
  const condition = alongHops(scope, path, 0, { ...clause, op: positive ?? clause.op });
  return positive ? sql`((${condition}) is not true)` : condition;
}

const emptyAsNull = new Set(["key", "number", "decimal", "date", "date_time", "id"]);

/** That a column of the row itself is empty, in the words by which indexes on what is empty are found. */
function plainlyEmpty(scope: FilterScope, path: FieldPath, clause: FieldClause): Condition | undefined {
  if (path.hops.length > 0 || !path.value || !emptyAsNull.has(path.compares)) return undefined;
  const column = path.value(scope.alias);
  if (path.compares === "id" && linkIsSeen(scope, path.field, column, clause)) return undefined;
  return sql`(${column} is null)`;
}

function alongHops(scope: FilterScope, path: FieldPath, index: number, clause: FieldClause): Condition {
  const hop = path.hops[index];
  if (!hop)
    return path.value
      ? valueCondition(scope, path, path.value(scope.alias), clause)
      : linksCondition(scope, path, clause);
  const alias = under(scope.alias, index);
  const next = alongHops({ work: scope.work, object: hop.to, alias }, path, index + 1, clause);
  return existsAcross(scope.work, hop, { from: scope.alias, to: alias }, next);
}

function valueCondition(
  scope: FilterScope,
  path: FieldPath,
  column: RawBuilder<unknown>,
  clause: FieldClause,
): Condition {
  const compared = leafCondition({
    work: scope.work,
    column,
    compares: path.compares,
    op: clause.op,
    value: clause.value,
    path: clause.field,
  });
  const seen = path.compares === "id" && linkIsSeen(scope, path.field, column, clause);
  return seen ? sql`(${compared} and ${seen})` : compared;
}

// A link to what the actor may not see reads as none, so it cannot be asked after either. Oneself and one's team are
// known without.
function linkIsSeen(
  { work, alias }: FilterScope,
  field: Field,
  column: RawBuilder<unknown>,
  { value }: FieldClause,
): Condition | undefined {
  const target = targetOf(work, field);
  const bySelf = typeof value === "object" && !Array.isArray(value) && ("me" in value || "my_team" in value);
  if (!target || bySelf) return undefined;
  const linked = under(alias, "v");
  const visible = visibility(work, target, linked);
  return (
    visible &&
    sql`exists (select 1 from ${sql.table(target.table)} as ${sql.ref(linked)}
      where ${sql.ref(`${linked}.id`)} = ${column} and ${visible})`
  );
}

function linksCondition(scope: FilterScope, path: FieldPath, clause: FieldClause): Condition {
  const field = path.field as Extract<Field, { type: "links" }>;
  const between = under(scope.alias, "b");
  const column = sql.ref(`${between}.${field.toColumn}`);
  const { work } = scope;
  const matches = leafCondition({
    work,
    column,
    compares: "ids",
    op: clause.op,
    value: clause.value,
    path: clause.field,
  });
  const seen = linkIsSeen(scope, field, column, clause);
  const here = whereSeen(work, { ...path, alias: scope.alias });
  return sql`exists (select 1 from ${sql.table(field.through)} as ${sql.ref(between)}
    where ${conjunction([sql`${sql.ref(`${between}.${field.from}`)} = ${sql.ref(`${scope.alias}.id`)}`, matches, seen, here])})`;
}
