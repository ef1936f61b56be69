import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { Runtime } from "../module.ts";
import { isKeptFrom } from "../reading/holding.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Field } from "../contract/index.ts";
import { visibleTitles } from "../reading/told-changes.ts";
import type { Work } from "../work.ts";
import { reach } from "../writing/changing.ts";
import { insertHistory } from "../writing/history-rows.ts";
import { keptFor } from "./keeping.ts";
import { letGoOf } from "./letting-go.ts";

/** Rows that one act deletes at most, with all that makes no sense without the records named. */
const mostRows = 50_000;

/**
 * Deletes archived records for good, with what makes no sense without them; links of others to them are emptied. The
 * history of what is deleted stays. Throws `not_found`, `not_allowed`, `not_archived` for what is in use,
 * `record_in_use` where others cannot be without it, `too_large`.
 */
export async function purge(work: Work, objectName: string, ids: readonly string[]): Promise<void> {
  const object = work.catalogue.object(objectName);
  if (isKeptFrom(object, "delete")) throw new AppError("not_allowed");
  const stored = await reach(work, object, ids, "delete");
  if ([...stored.values()].some((record) => record.archived_at === null)) throw new AppError("not_archived");
  await remove(work, object, [...stored.keys()], { left: mostRows });
}

async function remove(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  budget: { left: number },
): Promise<void> {
  if (ids.length === 0) return;
  budget.left -= ids.length;
  if (budget.left < 0) throw new AppError("too_large", { params: { max: mostRows } });
  for (const part of await letGoOf(work, object, ids)) await remove(work, part.object, part.ids, budget);
  const titles = await visibleTitles(work, object, ids);
  const places = await placesOf(work, object, ids);
  await deleteRows(work, object, ids);
  await insertHistory(
    work,
    { object: object.name, kind: "purged" },
    ids.map((id) => ({ id, changes: {}, details: { title: titles.get(id) ?? null, ...places.get(id) } })),
  );
  work.emit({ name: "records.purged", object: object.name, records: ids });
}

/** Whose they are and what they hang on: so that those who saw them can be told that they are gone. */
async function placesOf(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, object>> {
  const links = (object.through ?? []).filter((name) => object.fields[name]?.type === "link");
  const column = (name: string) => sql.ref(`t.${columnsOf(name, object.fields[name] as Field)[0]?.name}`);
  const pairs = links.map((name) => sql`${name}::text, ${column(name)}`);
  const { rows } = await sql<{ id: string; owner: string | null; links: object }>`
    select t.id, ${object.owned ? sql`t.owner_id` : sql`null::uuid`} as owner,
      jsonb_strip_nulls(jsonb_build_object(${sql.join(pairs)})) as links
    from ${sql.table(object.table)} as t where t.id = any(${ids}::uuid[])`.execute(work.db);
  return new Map(
    rows.map(({ id, owner, links: hangs }) => [
      id,
      { ...(owner && { owner }), ...(links.length > 0 && { links: hangs }) },
    ]),
  );
}

async function deleteRows(work: Work, object: CatalogueObject, ids: readonly string[]): Promise<void> {
  for (const field of Object.values(object.fields))
    if (field.type === "links")
      await sql`delete from ${sql.table(field.through)} where ${sql.ref(field.from)} = any(${ids}::uuid[])`.execute(
        work.db,
      );
  await sql`delete from recycle_bin where record_id = any(${ids}::uuid[])`.execute(work.db);
  try {
    await sql`delete from ${sql.table(object.table)} where id = any(${ids}::uuid[])`.execute(work.db);
  } catch (error) {
    if ((error as { code?: string }).code !== "23503") throw error;
    throw new AppError("record_in_use", { cause: error });
  }
}

/** Records of one unit when the clock deletes: a lock held for long would keep people waiting. */
const portion = 100;

/** Every night: what has been in the bin for longer than the organisation keeps it. Again is the same. */
export async function purgeRecycleBin(
  runtime: Runtime,
  _payload: unknown,
  stopping?: AbortSignal,
): Promise<void> {
  const refused = new Set<string>();
  while (!stopping?.aborted) {
    const due = await runtime.runAsSystem((work) => dueForPurge(work, [...refused]));
    if (due.length === 0) return;
    for (const [object, rows] of Map.groupBy(due, (row) => row.object)) {
      const ids = rows.map((row) => row.id);
      try {
        await runtime.runAsSystem((work) => purge(work, object, ids));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // One that cannot go keeps the others from going only in the same unit: each is tried on its own.
        if (ids.length === 1) refused.add(ids[0] as string);
        for (const id of ids.length === 1 ? [] : ids)
          await runtime.runAsSystem((work) => purge(work, object, [id])).catch(() => refused.add(id));
      }
    }
  }
}

async function dueForPurge(
  work: Work,
  refused: readonly string[],
): Promise<{ id: string; object: string }[]> {
  const { days } = await keptFor(work);
  if (days === null) return [];
  const { rows } = await sql<{ id: string; object: string }>`select record_id as id, object from recycle_bin
    where with_id is null and archived_at < ${work.now}::timestamptz - ${days} * interval '1 day'
      and not record_id = any(${refused}::uuid[])
    order by archived_at limit ${portion}`.execute(work.db);
  return rows.filter((row) => work.catalogue.objects.has(row.object));
}
