import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, readableObject, visibleIds } from "../reading/listing.ts";
import type { Work } from "../work.ts";

/**
 * Locks a record that the actor may read until the unit ends, and sees to it that its version is one of `versions`.
 * Throws `not_found`, or `precondition_failed` with the record as it is in `current`.
 */
export async function assertStill(
  work: Work,
  objectName: string,
  id: string,
  versions: readonly number[],
): Promise<void> {
  const object = readableObject(work, objectName);
  if ((await visibleIds(work, objectName, [id])).length === 0)
    throw new AppError("not_found", { params: { object: objectName } });
  const { rows } = await sql<{ version: number }>`select version from ${sql.table(object.table)}
    where id = ${id}::uuid for no key update`.execute(work.db);
  if (versions.includes(rows[0]?.version ?? 0)) return;
  throw new AppError("precondition_failed", { extra: { current: await get(work, objectName, id) } });
}
