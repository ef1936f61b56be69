import { sql } from "kysely";
import type { Work } from "../work.ts";
import { conjunction, faceCondition, type Verb, visibility } from "./visibility.ts";

/** Those of `ids` that the actor may read (change, delete), whether in the recycle bin or not. */
export async function allowedIds(
  work: Work,
  objectName: string,
  ids: readonly string[],
  verb: Verb,
): Promise<string[]> {
  const object = work.catalogue.object(objectName);
  const condition = conjunction([faceCondition(object, "t"), visibility(work, object, "t", verb)]);
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(object.table)} as t
    where t.id = any(${ids}::uuid[]) and ${condition}`.execute(work.db);
  return rows.map((row) => row.id);
}
