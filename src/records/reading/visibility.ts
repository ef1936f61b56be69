import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { faceCondition } from "./face.ts";
import { knownField } from "./field-path.ts";
import { whereSeen } from "./field-sight.ts";
import { givenCondition, heldCondition } from "./reach.ts";
import { idArray } from "./id-array.ts";
import { under } from "./row-alias.ts";

export type Verb = "read" | "change" | "delete";

/**
 * What a right on a row stands on, as conditions on it; undefined holds for every row. The right is there where all
 * hold. `visibility` puts them together; who explains a right looks at each.
 */
interface Standing {
  /** How far the actor's roles reach, and what was shared with the actor. */
  readonly reached: RawBuilder<SqlBool> | undefined;
  /** A wide object is seen as the face that it is; a row that repeats a hidden field is not seen. */
  readonly limited: RawBuilder<SqlBool> | undefined;
  /** Links that lead to what the row hangs on: either empty, or to a record on which the actor has the right. */
  readonly through: readonly Passage[];
}

interface Passage {
  readonly link: string;
  readonly target: CatalogueObject;
  readonly condition: RawBuilder<SqlBool>;
}

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
  const { reached, limited, through } = standing(work, { object, alias, verb, within });
  const passed = through.length > 0 ? conjunction(through.map(({ condition }) => condition)) : undefined;
  return both(both(reached, limited), passed);
}

/** The rows asked about: those of `object` under `alias`. */
interface Asked {
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly verb: Verb;
  readonly within?: readonly string[];
}

export function standing(work: Work, asked: Asked): Standing {
  const { object, alias, verb, within = [] } = asked;
  const reached = reachCondition(work, object, alias, verb);
  const limited = both(
    both(facesCondition(work, object, alias, verb), repeatsCondition(work, object, alias)),
    keptCondition(work, object, alias),
  );
  const hangs = object.through && !within.includes(object.name);
  if (!hangs || grantOn(work.actor.rights, object.name)[verb] === "none")
    return { reached, limited, through: [] };
  const passing = {
    ...asked,
    verb: verb === "delete" ? "change" : verb,
    within: [...within, object.name],
  } as const;
  return { reached, limited, through: passages(work, passing) };
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

/** The condition under which the actor may do so to all that a row hangs on. */
export function throughWhere(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: "read" | "change",
): RawBuilder<SqlBool> {
  const hangsOn = passages(work, { object, alias, verb, within: [object.name] });
  return conjunction(hangsOn.map(({ condition }) => condition));
}

/** Whether the actor may read every record of the object, so that no record need be asked about. */
export function readsAll(work: Work, objectName: string): boolean {
  return visibility(work, work.catalogue.object(objectName), "t") === undefined;
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
  const conditions = Object.entries(fields).flatMap(([key, path]) => {
    const [name = "", field = ""] = path.split(".");
    const seen = seenWhereRepeated(work, object, alias, { object: work.catalogue.object(name), field });
    return seen ? [sql<SqlBool>`(${sql.ref(`${alias}.${column}`)} <> ${key} or ${seen})`] : [];
  });
  return conditions.length > 0 ? conjunction(conditions) : undefined;
}

/** Where the field that a row repeats is seen; undefined where it is seen on whatever the row hangs on. */
function seenWhereRepeated(
  work: Work,
  { through = [], fields }: CatalogueObject,
  alias: string,
  repeated: { readonly object: CatalogueObject; readonly field: string },
): RawBuilder<SqlBool> | undefined {
  const { object, field: name } = repeated;
  if (!knownField(work, object, name)) return sql<SqlBool>`false`;
  const row = under(alias, "of");
  const seen = whereSeen(work, { object, name, alias: row });
  const [link = "", ...others] = through;
  const hangs = fields[link];
  if (!seen || !hangs) return seen;
  // What hangs on several does not say which of them it repeats.
  if (others.length > 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select 1 from ${sql.table(object.table)} as ${sql.ref(row)}
    where ${sql.ref(`${row}.id`)} = ${sql.ref(`${alias}.${columnsOf(link, hangs)[0]?.name}`)} and ${seen})`;
}

// A party is seen as the person or the company that it is: what limits these limits it.
function facesCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: Verb,
): RawBuilder<SqlBool> | undefined {
  const faces = object.faces.map((face) => work.catalogue.object(face));
  const limits = faces.map((face) => reachCondition(work, face, alias, verb));
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

// Where nothing is kept from the actor there is nothing to ask.
function keptCondition(
  { actor: { keptFrom } }: Work,
  object: CatalogueObject,
  alias: string,
): RawBuilder<SqlBool> | undefined {
  if (!keptFrom) return undefined;
  const itself = keptFrom[object.name];
  const conditions = itself
    ? [sql<SqlBool>`${sql.ref(`${alias}.id`)} <> all(${idArray(itself)}::uuid[])`]
    : [];
  for (const link of object.keptWith ?? []) {
    const field = object.fields[link];
    const kept = field?.type === "link" ? keptFrom[field.to] : undefined;
    if (!field || !kept) continue;
    const column = sql.ref(`${alias}.${columnsOf(link, field)[0]?.name}`);
    conditions.push(sql<SqlBool>`(${column} is null or ${column} <> all(${idArray(kept)}::uuid[]))`);
  }
  return conditions.length > 0 ? conjunction(conditions) : undefined;
}

function reachCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: Verb,
): RawBuilder<SqlBool> | undefined {
  const reach = grantOn(work.actor.rights, object.name)[verb];
  if (reach === "all") return undefined;
  if (reach === "none" || work.actor.userId === null) return sql<SqlBool>`false`;
  const shared = sharedCondition(work, object, alias, verb);
  const held = reach === "shared" ? undefined : heldCondition(work, object, alias, reach);
  return held && shared ? sql<SqlBool>`(${held} or ${shared})` : (held ?? shared ?? sql<SqlBool>`false`);
}

// Who has nothing shared with them pays nothing.
function sharedCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  verb: Verb,
): RawBuilder<SqlBool> | undefined {
  const most = work.actor.rights.shared?.[object.name];
  if (verb === "delete" || most === undefined || (verb === "change" && most === "read")) return undefined;
  return givenCondition(work, object, alias, { toChange: verb === "change" });
}

function passages(work: Work, { object, alias, verb, within }: Asked): Passage[] {
  return (object.through ?? []).flatMap((link) => {
    const field = object.fields[link];
    if (field?.type !== "link") return [];
    const target = work.catalogue.objects.get(field.to);
    if (!target) return [];
    const linked = under(alias, link);
    const visible = visibility(work, target, linked, verb, within);
    if (!visible) return [];
    const column = sql.ref(`${alias}.${columnsOf(link, field)[0]?.name}`);
    const condition = sql<SqlBool>`(${column} is null or exists (
      select 1 from ${sql.table(target.table)} as ${sql.ref(linked)}
      where ${sql.ref(`${linked}.id`)} = ${column} and ${visible}))`;
    return [{ link, target, condition }];
  });
}
