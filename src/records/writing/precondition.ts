import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, readableObject, visibleIds } from "../reading/listing.ts";
import type { Work } from "../work.ts";

/** A record, and the version that it must still have; any where none is told. */
interface Known {
  readonly id: string;
  readonly version?: number | undefined;
}

/** Throws `not_found`, or `precondition_failed` with the record as it is where its version is none of `versions`. */
export async function assertStill(
  work: Work,
  objectName: string,
  id: string,
  versions: readonly number[],
): Promise<void> {
  const [found] = await lockedVersions(work, objectName, [id]);
  if (found && versions.includes(found.version)) return;
  throw new AppError("precondition_failed", { extra: { current: await get(work, objectName, id) } });
}

/** The same for many, of a version each. Throws `version_conflict` with the first that has another. */
export async function assertVersions(
  work: Work,
  objectName: string,
  records: readonly Known[],
): Promise<void> {
  const expected = new Map(records.map(({ id, version }) => [id, version]));
  const told = [...expected].flatMap(([id, version]) => (version === undefined ? [] : [id]));
  if (told.length === 0) return;
  const locked = await lockedVersions(work, objectName, told);
  const stale = locked.find(({ id, version }) => expected.get(id) !== version);
  if (stale)
    throw new AppError("version_conflict", { extra: { current: await get(work, objectName, stale.id) } });
}

/** Locks records that the actor may read until the unit ends, in the order of ids. Throws `not_found`. */
async function lockedVersions(
  work: Work,
  objectName: string,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly version: number }[]> {
  const object = readableObject(work, objectName);
  const seen = await visibleIds(work, objectName, ids);
  if (seen.length < ids.length) throw new AppError("not_found", { params: { object: objectName } });
  const { rows } = await sql<{
    id: string;
    version: number;
  }>`select id, version from ${sql.table(object.table)}
    where id = any(${ids}::uuid[]) order by id for no key update`.execute(work.db);
  return rows;
}
