import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { fieldReach, grantOfRoles, grantOn } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { faceCondition } from "./face.ts";
import { givenCondition, heldCondition } from "./reach.ts";

type Condition = RawBuilder<SqlBool>;

/** The field of an object, in rows that stand under `alias`. */
export interface Seen {
  readonly object: CatalogueObject;
  readonly name: string;
  readonly alias: string;
}

/**
 * On which of the records that the actor sees (changes) a field that they know is seen (changed): a role that reaches less
 * than others may free it there, and who shared a record does not give what they do not see. Undefined where that is all of
 * them, as for nearly everybody: a query then needs no condition.
 */
export function whereSeen(work: Work, seen: Seen, verb: "read" | "change" = "read"): Condition | undefined {
  const { object } = seen;
  const own = limitsOn(work, object, seen, verb);
  const asFace = object.faces.flatMap((name) => {
    const face = work.catalogue.object(name);
    const limits = limitsOn(work, face, seen, verb);
    return limits.length > 0
      ? [sql<SqlBool>`(${faceCondition(face, seen.alias)} is not true or ${together(limits)})`]
      : [];
  });
  const all = [...own, ...asFace];
  return all.length > 0 ? together(all) : undefined;
}

/** On which of these records the field may be changed by who changes the record: what one does not see one does not change. */
export function whereFree(work: Work, seen: Seen): Condition | undefined {
  const conditions = [whereSeen(work, seen), whereSeen(work, seen, "change")].filter(
    (condition) => condition !== undefined,
  );
  return conditions.length > 0 ? together(conditions) : undefined;
}

/** Whether some fields of the object are not seen on all records: queries then need whose a record is. */
export function isSeenInPart(work: Work, object: CatalogueObject): boolean {
  const { withheld = {} } = work.actor.rights;
  return [object.name, ...object.faces].some(
    (name) => grantOn(work.actor.rights, name).freed !== undefined || Object.hasOwn(withheld, name),
  );
}

function together(conditions: readonly Condition[]): Condition {
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

function limitsOn(
  work: Work,
  object: CatalogueObject,
  { name, alias }: Seen,
  verb: "read" | "change",
): Condition[] {
  return [freed(work, object, name, alias, verb), given(work, object, name, alias, verb)].filter(
    (condition) => condition !== undefined,
  );
}

// Where a role limits the field, it is free where another reaches that does not.
function freed(
  work: Work,
  object: CatalogueObject,
  name: string,
  alias: string,
  verb: "read" | "change",
): Condition | undefined {
  const grant = grantOfRoles(work.actor.rights, object.name);
  if (!grant.freed || !Object.hasOwn(grant.freed, name)) return undefined;
  const reach = fieldReach(grant, name)[verb];
  if (reach === "all" || reach === grant[verb]) return undefined;
  return reach === "none" ? sql<SqlBool>`false` : heldCondition(work, object, alias, reach);
}

function given(
  work: Work,
  object: CatalogueObject,
  name: string,
  alias: string,
  verb: "read" | "change",
): Condition | undefined {
  const { rights } = work.actor;
  const without = rights.withheld?.[object.name]?.[name]?.[verb] ?? [];
  const reach = grantOfRoles(rights, object.name)[verb];
  if (without.length === 0 || reach === "all") return undefined;
  const shared = givenCondition(work, object, alias, { toChange: verb === "change", without });
  return reach === "none"
    ? shared
    : sql<SqlBool>`(${heldCondition(work, object, alias, reach)} or ${shared})`;
}
