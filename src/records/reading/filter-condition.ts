import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { FieldClause, Filter, Operator, RelatedClause } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { type FieldPath, type Hop, resolveFieldPath, targetOf, visibleField } from "./field-path.ts";
import { leafCondition } from "./filter-leaf.ts";
import { conjunction, faceCondition, visibility } from "./visibility.ts";

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
  return "related" in filter ? relatedCondition(scope, filter) : fieldCondition(scope, filter);
}

function disjunction(conditions: readonly Condition[]): Condition {
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql` or `)})` : sql`false`;
}

function fieldCondition(scope: FilterScope, clause: FieldClause): Condition {
  const path = resolveFieldPath(scope.work, scope.object, clause.field);
  if (!path.operators.includes(clause.op)) {
    throw new AppError("filter_invalid", { field: clause.field, params: { where: clause.field } });
  }
  const positive = opposite[clause.op];
  const condition = alongHops(scope, path, 0, { ...clause, op: positive ?? clause.op });
  return positive ? sql`((${condition}) is not true)` : condition;
}

function alongHops(scope: FilterScope, path: FieldPath, index: number, clause: FieldClause): Condition {
  const hop = path.hops[index];
  if (!hop)
    return path.field.type === "links"
      ? linksCondition(scope, path, clause)
      : columnCondition(scope, path, clause);
  const under = `${scope.alias}_${index}`;
  const next = alongHops({ work: scope.work, object: hop.to, alias: under }, path, index + 1, clause);
  return existsAcross(scope, hop, under, next);
}

function columnCondition(scope: FilterScope, path: FieldPath, clause: FieldClause): Condition {
  const column = sql.ref(`${scope.alias}.${path.column}`);
  const { work } = scope;
  const compared = leafCondition({
    work,
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
  const under = `${alias}_v`;
  const visible = visibility(work, target, under);
  return (
    visible &&
    sql`exists (select 1 from ${sql.table(target.table)} as ${sql.ref(under)}
      where ${sql.ref(`${under}.id`)} = ${column} and ${visible})`
  );
}

function existsAcross(scope: FilterScope, hop: Hop, under: string, next: Condition): Condition {
  const where = conjunction([visibility(scope.work, hop.to, under), next]);
  const from = sql`${sql.table(hop.to.table)} as ${sql.ref(under)}`;
  if (hop.field.type === "links") {
    const between = `${under}_b`;
    const { through, from: fromColumn, toColumn } = hop.field;
    return sql`exists (select 1 from ${sql.table(through)} as ${sql.ref(between)}
      join ${from} on ${sql.ref(`${under}.id`)} = ${sql.ref(`${between}.${toColumn}`)}
      where ${sql.ref(`${between}.${fromColumn}`)} = ${sql.ref(`${scope.alias}.id`)} and ${where})`;
  }
  const column = columnsOf(hop.name, hop.field)[0]?.name;
  return sql`exists (select 1 from ${from}
    where ${sql.ref(`${under}.id`)} = ${sql.ref(`${scope.alias}.${column}`)} and ${where})`;
}

function linksCondition(scope: FilterScope, path: FieldPath, clause: FieldClause): Condition {
  const field = path.field as Extract<Field, { type: "links" }>;
  const between = `${scope.alias}_b`;
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
  return sql`exists (select 1 from ${sql.table(field.through)} as ${sql.ref(between)}
    where ${conjunction([sql`${sql.ref(`${between}.${field.from}`)} = ${sql.ref(`${scope.alias}.id`)}`, matches, seen])})`;
}

function relatedCondition(scope: FilterScope, clause: RelatedClause): Condition {
  const { related } = scope.object;
  const list = Object.hasOwn(related, clause.related) ? related[clause.related] : undefined;
  const object = list && scope.work.catalogue.object(list.object);
  const field = object && visibleField(scope.work, object, list.field);
  if (!list || !object || !field) throw new AppError("field_unknown", { field: clause.related });
  const under = `${scope.alias}_r`;
  const rows = (
    inner: Filter | true | undefined,
  ): Condition => sql`${sql.table(object.table)} as ${sql.ref(under)}
    where ${sql.ref(`${under}.${columnsOf(list.field, field)[0]?.name}`)} = ${sql.ref(`${scope.alias}.id`)}
      and ${sql.ref(`${under}.archived_at`)} is null
      and ${conjunction([
        faceCondition(object, under),
        visibility(scope.work, object, under),
        inner && inner !== true
          ? filterCondition({ work: scope.work, object, alias: under }, inner)
          : undefined,
      ])}`;
  if (clause.some) return sql`exists (select 1 from ${rows(clause.some)})`;
  if (clause.none) return sql`not exists (select 1 from ${rows(clause.none)})`;
  if (!clause.count) throw new AppError("filter_invalid", { params: { where: clause.related } });
  const { op, value, where } = clause.count;
  return sql`(select count(*) from ${rows(where)}) ${comparison[op]} ${value}`;
}

const comparison = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  gte: sql`>=`,
  lt: sql`<`,
  lte: sql`<=`,
} as const;
