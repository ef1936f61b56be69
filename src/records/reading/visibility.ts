import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type Reach } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { fieldLimit } from "./field-path.ts";
import { under } from "./row-alias.ts";

export type Verb = "read" | "change" | "delete";

/**
 * The condition under which the actor may read (change, delete) a row of `object` that stands in the query
 * under `alias`. Undefined when every row may be: the query then needs no condition at all.
 * `within` guards against objects that take their rights from each other in a ring.
 */
export function visibility(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: Verb = "read",
  within: readonly string[] = [],
): RawBuilder<SqlBool> | undefined {
  const reach = grantOn(work.actor.rights, object.name)[verb];
  const reached = both(
    both(reachCondition(work, object, alias, reach), facesCondition(work, object, alias, verb)),
    repeatsCondition(work, object, alias),
  );
  if (reach === "none" || !object.through || within.includes(object.name)) return reached;
  const passed = throughCondition(work, object, alias, verb === "delete" ? "change" : verb, [
    ...within,
    object.name,
  ]);
  return both(reached, passed);
}

/** As `visibility`, as a condition that can always stand in a query. For modules' own SQL. */
export function visibleWhere(
  work: Work,
  objectName: string,
  alias: string,
  verb: Verb = "read",
): RawBuilder<SqlBool> {
  return visibility(work, work.catalogue.object(objectName), alias, verb) ?? sql<SqlBool>`true`;
}

/** Whether the actor may read every record of the object, so that no record need be asked about. */
export function readsAll(work: Work, objectName: string): boolean {
  return visibility(work, work.catalogue.object(objectName), "t") === undefined;
}

/** The condition that keeps a face of a wider table to its own rows: `kind = 'person'`. */
export function faceCondition(object: CatalogueObject, alias: string): RawBuilder<SqlBool> | undefined {
  const conditions = Object.entries(object.where ?? {}).map(
    ([column, value]) => sql<SqlBool>`${sql.ref(`${alias}.${column}`)} = ${value}`,
  );
  return conditions.length > 0 ? sql<SqlBool>`${sql.join(conditions, sql` and `)}` : undefined;
}

/** Puts conditions together with `and`; `true` where there are none. */
export function conjunction(conditions: readonly (RawBuilder<SqlBool> | undefined)[]): RawBuilder<SqlBool> {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length > 0 ? sql<SqlBool>`${sql.join(given, sql` and `)}` : sql<SqlBool>`true`;
}

function repeatsCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
): RawBuilder<SqlBool> | undefined {
  const { column, fields } = object.repeats ?? { column: "", fields: {} };
  const hidden = Object.entries(fields).flatMap(([key, path]) => {
    const [name = "", field = ""] = path.split(".");
    return fieldLimit(work, work.catalogue.object(name), field) === "hidden" ? [key] : [];
  });
  if (hidden.length === 0) return undefined;
  return sql<SqlBool>`${sql.ref(`${alias}.${column}`)} <> all(${hidden}::text[])`;
}

// A party is seen as the person or the company that it is: what limits these limits it.
function facesCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: Verb,
): RawBuilder<SqlBool> | undefined {
  const faces = object.faces.map((face) => work.catalogue.object(face));
  const limits = faces.map((face) =>
    reachCondition(work, face, alias, grantOn(work.actor.rights, face.name)[verb]),
  );
  if (limits.every((limit) => limit === undefined)) return undefined;
  const parts = faces.map((face, index) => conjunction([faceCondition(face, alias), limits[index]]));
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

function both(
  left: RawBuilder<SqlBool> | undefined,
  right: RawBuilder<SqlBool> | undefined,
): RawBuilder<SqlBool> | undefined {
  return left && right ? sql<SqlBool>`(${left} and ${right})` : (left ?? right);
}

function reachCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  reach: Reach,
): RawBuilder<SqlBool> | undefined {
  if (reach === "all") return undefined;
  if (reach === "none" || work.actor.userId === null) return sql<SqlBool>`false`;
  const holder = sql.ref(`${alias}.${holderColumn(object)}`);
  return reach === "own"
    ? sql<SqlBool>`${holder} = ${work.actor.userId}::uuid`
    : sql<SqlBool>`${holder} = any(${work.actor.teamUserIds}::uuid[])`;
}

function holderColumn(object: CatalogueObject): string {
  return object.owned ? "owner_id" : (object.holder ?? "created_by");
}

function throughCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: Verb,
  within: readonly string[],
): RawBuilder<SqlBool> | undefined {
  const conditions: RawBuilder<SqlBool>[] = [];
  for (const name of object.through ?? []) {
    const field = object.fields[name];
    if (field?.type !== "link") continue;
    const target = work.catalogue.object(field.to);
    const linked = under(alias, name);
    const visible = visibility(work, target, linked, verb, within);
    if (!visible) continue;
    const column = sql.ref(`${alias}.${columnsOf(name, field)[0]?.name}`);
    conditions.push(sql<SqlBool>`(${column} is null or exists (
      select 1 from ${sql.table(target.table)} as ${sql.ref(linked)}
      where ${sql.ref(`${linked}.id`)} = ${column} and ${visible}))`);
  }
  return conditions.length > 0 ? conjunction(conditions) : undefined;
}
