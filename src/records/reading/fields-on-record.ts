import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import { isWritable, knownField } from "./field-path.ts";
import { whereSeen } from "./field-sight.ts";

/** The fields that the actor sees on one record. */
export async function fieldsSeenOn(
  work: Work,
  object: CatalogueObject,
  id: string,
): Promise<ReadonlySet<string>> {
  const known = Object.keys(object.fields).filter((name) => knownField(work, object, name));
  return fieldsWhere(work, object, id, known, "read");
}

/** The fields of one record that the actor's roles, and those of who shared it, hide or let them only read. */
export async function limitsOnRecord(
  work: Work,
  objectName: string,
  id: string,
): Promise<{ hidden: string[]; readOnly: string[] }> {
  const object = work.catalogue.object(objectName);
  const seen = await fieldsSeenOn(work, object, id);
  const writable = [...seen].filter((name) => isWritable(work, object, name, "change"));
  const changed = await fieldsWhere(work, object, id, writable, "change");
  return {
    hidden: Object.keys(object.fields).filter((name) => !seen.has(name)),
    readOnly: [...seen].filter((name) => !changed.has(name)),
  };
}

// One query where some are seen in part, none for nearly everybody.
async function fieldsWhere(
  work: Work,
  object: CatalogueObject,
  id: string,
  names: readonly string[],
  verb: "read" | "change",
): Promise<ReadonlySet<string>> {
  const inPart = names.flatMap((name) => {
    const where = whereSeen(work, { object, name, alias: "t" }, verb);
    return where ? [{ name, where }] : [];
  });
  if (inPart.length === 0) return new Set(names);
  const columns = inPart.map(({ where }, at) => sql`(${where}) is true as ${sql.ref(`f${at}`)}`);
  const { rows } = await sql<Record<string, boolean>>`select ${sql.join(columns)}
    from ${sql.table(object.table)} as t where t.id = ${id}::uuid`.execute(work.db);
  const unseen = new Set(inPart.flatMap(({ name }, at) => (rows[0]?.[`f${at}`] === true ? [] : [name])));
  return new Set(names.filter((name) => !unseen.has(name)));
}
