import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { isKeptFrom } from "../reading/holding.ts";
import type { Work } from "../work.ts";
import { alongTo, columnOf, goingAlong, linksAlong } from "./along.ts";
import { reach } from "./changing.ts";
import { journal } from "./journal.ts";

/**
 * Puts records into the recycle bin, and with them what makes sense only with them. Already there: nothing happens.
 * Errors as `updateMany`.
 */
export async function archive(work: Work, objectName: string, ids: readonly string[]): Promise<void> {
  const object = work.catalogue.object(objectName);
  const moving = await toMove(work, object, ids, "bin");
  await putAway(
    work,
    object,
    moving.map((id) => ({ id, with: null })),
  );
}

/** Takes records out of the recycle bin, and with them exactly what went along with them. */
export async function restore(work: Work, objectName: string, ids: readonly string[]): Promise<void> {
  const object = work.catalogue.object(objectName);
  await takeOut(work, object, await toMove(work, object, ids, "use"));
}

async function toMove(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  into: "bin" | "use",
): Promise<string[]> {
  if (isKeptFrom(object, "delete")) throw new AppError("not_allowed");
  const stored = await reach(work, object, ids, "delete");
  return [...stored.values()]
    .filter((record) => (record.archived_at === null) === (into === "bin"))
    .map((record) => record.id);
}

interface Going {
  readonly id: string;
  /** The record that takes it along. */
  readonly with: string | null;
}

/** Puts what is known to be in use into the recycle bin with what goes along, whatever the rights. */
export async function putAway(work: Work, object: CatalogueObject, going: readonly Going[]): Promise<void> {
  if (going.length === 0) return;
  const ids = going.map(({ id }) => id);
  await setArchived(work, object, ids, work.now);
  await sql`insert into recycle_bin (record_id, object, archived_at, archived_by, with_id)
    select r.id, ${object.name}, ${work.now}::timestamptz, ${work.actor.userId}::uuid, r.with
    from jsonb_to_recordset(${JSON.stringify(going)}::jsonb) as r(id uuid, "with" uuid)
    on conflict (record_id) do update set archived_at = excluded.archived_at, archived_by = excluded.archived_by,
      with_id = excluded.with_id`.execute(work.db);
  const entries = going.map((one) => ({
    id: one.id,
    changes: {},
    ...(one.with && { details: { with: one.with } }),
  }));
  await journal(work, object, "archived", entries);
  await object.rules.moved?.(work, ids, "bin");
  for (const link of alongTo(work, object)) {
    const along = await goingAlong(work, link, ids);
    for (const [name, some] of Map.groupBy(along, (one) => one.object))
      await putAway(work, work.catalogue.object(name), some);
  }
}

async function takeOut(work: Work, object: CatalogueObject, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await setArchived(work, object, ids, null);
  await sql`delete from recycle_bin where record_id = any(${ids}::uuid[])`.execute(work.db);
  await journal(
    work,
    object,
    "restored",
    ids.map((id) => ({ id, changes: {} })),
  );
  await object.rules.moved?.(work, ids, "use");
  const { rows } = await sql<{ id: string; object: string }>`select record_id as id, object from recycle_bin
    where with_id = any(${ids}::uuid[]) order by record_id`.execute(work.db);
  for (const [name, along] of Map.groupBy(rows, (row) => row.object)) {
    const child = work.catalogue.objects.get(name);
    if (!child) continue;
    const all = along.map(({ id }) => id);
    const held = await stillHeld(work, child, all);
    await takeOut(
      work,
      child,
      all.filter((id) => !held.has(id)),
    );
  }
}

/**
 * A relation between two that were both put away comes back only with the second of them: until then it belongs to the one
 * that is still away.
 */
async function stillHeld(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const link of linksAlong(work, object).filter(({ field }) => field.along === "always")) {
    const { rows } = await sql<{ id: string }>`update recycle_bin b set with_id = t.id
      from ${sql.table(object.table)} as c join ${sql.table(link.to.table)} as t on t.id = ${columnOf("c", link)}
      where b.record_id = c.id and c.id = any(${ids}::uuid[]) and t.archived_at is not null
      returning b.record_id as id`.execute(work.db);
    for (const { id } of rows) held.add(id);
  }
  return held;
}

async function setArchived(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  at: Date | null,
): Promise<void> {
  await sql`update ${sql.table(object.table)} set archived_at = ${at}::timestamptz,
      updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid, version = version + 1
    where id = any(${ids}::uuid[])`.execute(work.db);
}
