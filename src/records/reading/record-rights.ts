import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type RecordRights } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { faceCondition } from "./face.ts";
import { isWritable, knownField } from "./field-path.ts";
import { whereFree } from "./field-sight.ts";
import { isKeptFrom } from "./holding.ts";
import { conjunction, visibility } from "./visibility.ts";

/** What the actor may do with each of the records; without those they do not see. Throws `not_found` for the object. */
export async function recordRights(
  work: Work,
  plural: string,
  ids: readonly string[],
): Promise<RecordRights[]> {
  const object = work.catalogue.byPlural(plural);
  if (!object || grantOn(work.actor.rights, object.name).read === "none") throw new AppError("not_found");
  const fields = fieldsInPart(work, object);
  const columns = fields.map(({ where }, at) => sql`, (${where}) is true as ${sql.ref(`f${at}`)}`);
  const { rows } = await sql<Record<string, unknown> & { id: string }>`select t.id,
      ${holds(work, object, "change")} as change, ${holds(work, object, "delete")} as delete ${sql.join(columns, sql``)}
    from ${sql.table(object.table)} as t
    where ${conjunction([sql<SqlBool>`t.id = any(${ids}::uuid[])`, faceCondition(object, "t"), visibility(work, object, "t")])}`.execute(
    work.db,
  );
  return rows.map((row) => ({
    id: row.id,
    change: row["change"] === true,
    delete: row["delete"] === true,
    readOnly: fields.flatMap(({ name }, at) => (row[`f${at}`] === true ? [] : [name])),
  }));
}

/** Whether the actor may do with some records of the object what they may not do with others that they see. */
export function rightsVary(work: Work, object: CatalogueObject): boolean {
  const isPartly = (verb: "change" | "delete") =>
    !isKeptFrom(object, verb) &&
    grantOn(work.actor.rights, object.name)[verb] !== "none" &&
    visibility(work, object, "t", verb) !== undefined;
  return isPartly("change") || isPartly("delete") || fieldsInPart(work, object).length > 0;
}

function holds(work: Work, object: CatalogueObject, verb: "change" | "delete"): RawBuilder<SqlBool> {
  if (isKeptFrom(object, verb)) return sql<SqlBool>`false`;
  return sql<SqlBool>`(${visibility(work, object, "t", verb) ?? sql<SqlBool>`true`}) is true`;
}

function fieldsInPart(work: Work, object: CatalogueObject) {
  return Object.keys(object.fields).flatMap((name) => {
    if (!knownField(work, object, name) || !isWritable(work, object, name, "change")) return [];
    const where = whereFree(work, { object, name, alias: "t" });
    return where ? [{ name, where }] : [];
  });
}
