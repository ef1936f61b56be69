import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { columnType } from "../field-types/column-type.ts";
import type { Column } from "../field-types/field-type.ts";
import type { Work } from "../work.ts";
import { joinsAcross, type LinkJoin, leadsToMany } from "./across-links.ts";
import { type FieldPath, resolveFieldPath, targetOf } from "./field-path.ts";
import { whereSeen } from "./field-sight.ts";
import { titleExpression } from "./title.ts";

/** One key of an order. The last key is always the id, so that the order is total. */
export interface SortKey {
  readonly expression: RawBuilder<unknown>;
  /** What `expression` speaks of besides the row itself. */
  readonly joins: readonly LinkJoin[];
  readonly descending: boolean;
  /** Whether it may be null; nulls come last either way. */
  readonly nullable: boolean;
  readonly type: Column["type"];
}

const most = 4;

/** Characters of a long text that the order goes by: a cursor carries them, and must stay an address's length. */
const sortedLength = 100;

/** Reads `-amount,name` as keys over rows that stand under `alias`. Throws `sort_invalid`. */
export function sortKeys(
  work: Work,
  object: CatalogueObject,
  alias: string,
  text: string,
): readonly SortKey[] {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > most) throw new AppError("sort_invalid", { params: { sort: text } });
  const keys = parts.map((part) => {
    const descending = part.startsWith("-");
    return { ...keyOf(work, object, alias, descending ? part.slice(1) : part), descending };
  });
  const descending = keys.at(-1)?.descending ?? false;
  const id = sql`${sql.ref(`${alias}.id`)}`;
  return [...keys, { expression: id, joins: [], descending, nullable: false, type: "uuid" }];
}

/** The `order by` of the keys. */
export function orderBy(keys: readonly SortKey[]): RawBuilder<unknown> {
  return sql.join(
    keys.map((key) => {
      if (!key.descending) return key.expression;
      return key.nullable ? sql`${key.expression} desc nulls last` : sql`${key.expression} desc`;
    }),
  );
}

/** The rows after the one whose keys, as texts, are `values`, in the order of `keys`. */
export function afterCursor(
  keys: readonly SortKey[],
  values: readonly (RawBuilder<unknown> | null)[],
): RawBuilder<SqlBool> {
  const bound = keys.map((key, index) => sql`${values[index]}::text::${columnType[key.type]}`);
  const oneWay = keys.every((key) => !key.nullable && key.descending === keys[0]?.descending);
  if (oneWay) {
    const row = sql.join(keys.map((key) => key.expression));
    return keys[0]?.descending ? sql`(${row}) < (${sql.join(bound)})` : sql`(${row}) > (${sql.join(bound)})`;
  }
  return afterFrom(keys, bound, values, 0);
}

function afterFrom(
  keys: readonly SortKey[],
  bound: readonly RawBuilder<unknown>[],
  values: readonly (RawBuilder<unknown> | null)[],
  index: number,
): RawBuilder<SqlBool> {
  const key = keys[index];
  if (!key) return sql`false`;
  const rest = afterFrom(keys, bound, values, index + 1);
  if (values[index] === null) return sql`(${key.expression} is null and ${rest})`;
  const further = key.descending
    ? sql`${key.expression} < ${bound[index]}`
    : sql`${key.expression} > ${bound[index]}`;
  const orNull = key.nullable ? sql` or ${key.expression} is null` : sql``;
  return sql`(${further}${orNull} or (${key.expression} = ${bound[index]} and ${rest}))`;
}

function keyOf(
  work: Work,
  object: CatalogueObject,
  alias: string,
  path: string,
): Omit<SortKey, "descending"> {
  let found: FieldPath;
  try {
    found = resolveFieldPath(work, object, path);
  } catch (cause) {
    throw new AppError("sort_invalid", { params: { sort: path }, cause });
  }
  const unordered = ["links", "choices", "file"].includes(found.field.type);
  if (unordered || leadsToMany(found)) {
    throw new AppError("sort_invalid", { params: { sort: path } });
  }
  const value = valueOf(work, found, alias);
  const isWhole = found.hops.length === 0 && !whereSeen(work, { ...found, alias });
  const notNull = isWhole && !targetOf(work, found.field) && isNeverNull(found);
  return { ...value, nullable: !notNull };
}

function isNeverNull(path: FieldPath): boolean {
  if (path.part) return false;
  return (
    path.name === "id" ||
    path.name === "created_at" ||
    path.name === "updated_at" ||
    path.field.required === true
  );
}

type SortValue = Pick<SortKey, "expression" | "joins" | "type">;

// Through a link the order goes by the linked record's title, or by the field asked for behind it.
function valueOf(work: Work, path: FieldPath, alias: string): SortValue {
  const target = targetOf(work, path.field);
  const link = target && { from: path.object, name: path.name, field: path.field, to: target };
  const joins = joinsAcross(work, link ? [...path.hops, link] : path.hops, alias);
  const last = joins.at(-1)?.alias ?? alias;
  return link
    ? { expression: titleExpression(work, link.to, last), joins, type: "text" }
    : { ...ownValue(path, last), joins };
}

function ownValue({ field, name, type, value }: FieldPath, alias: string): Omit<SortValue, "joins"> {
  if (!value) throw new AppError("sort_invalid", { params: { sort: name } });
  const expression = value(alias);
  // Options are in an order that means something: low, normal, high.
  if (field.type === "choice" && !field.open) {
    return { expression: sql`array_position(${field.options}::text[], ${expression})`, type: "integer" };
  }
  const isLong = type === "text" && (field.type === "formula" || field.type === "long_text");
  return { expression: isLong ? sql`left(${expression}, ${sortedLength})` : expression, type };
}
