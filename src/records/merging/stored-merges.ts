import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import { knownField } from "../reading/field-path.ts";
import { allowedIds } from "../reading/holding.ts";
import { questionCondition } from "../reading/rows-asked-for.ts";
import { titleExpression } from "../reading/title.ts";
import type { Work } from "../work.ts";
import { columnOf } from "../writing/along.ts";
import { type Came, type Merge, type MergeWithSince, mostListed } from "./contract.ts";
import { type Pointer, pointersTo } from "./pointers.ts";

/** A merge as the database keeps it. */
export interface StoredMerge {
  readonly id: string;
  readonly object: string;
  readonly survivor_id: string;
  readonly merged_ids: readonly string[];
  readonly unit_id: string;
  readonly merged_at: Date;
  readonly merged_by: string | null;
  readonly besides: Readonly<Record<string, unknown>>;
  readonly separated_at: Date | null;
}

const most = 50;

/** The last merges, or those of a record, as far as the actor sees all records of them; the newest first. */
export async function lastMerges(work: Work, record?: string): Promise<Merge[]> {
  const which = record
    ? sql`survivor_id = ${record}::uuid or merged_ids @> array[${record}::uuid]`
    : sql`true`;
  const { rows } = await sql<StoredMerge>`select * from merges where ${which}
    order by merged_at desc, id desc limit ${most}`.execute(work.db);
  const told: Merge[] = [];
  for (const stored of rows) if (await isSeen(work, stored)) told.push(await asTold(work, stored));
  return told;
}

/** One merge, with what has come since to the record that stayed. Throws `not_found`. */
export async function mergeWithSince(work: Work, id: string): Promise<MergeWithSince> {
  const stored = await seenMerge(work, id);
  const object = work.catalogue.object(stored.object);
  const since: Came[] = [];
  for (const pointer of pointersTo(work, object))
    if (since.length < mostListed) since.push(...(await cameBy(work, pointer, stored)));
  return { ...(await asTold(work, stored)), since: since.slice(0, mostListed) };
}

/** Throws `not_found` where there is none, or a record of it is not for the actor. `locked`: until the unit ends. */
export async function seenMerge(work: Work, id: string, locked = false): Promise<StoredMerge> {
  const { rows } = await sql<StoredMerge>`select * from merges
    where id = ${id}::uuid ${locked ? sql`for update` : sql``}`.execute(work.db);
  const [stored] = rows;
  if (!stored || !(await isSeen(work, stored))) throw new AppError("not_found");
  return stored;
}

async function isSeen(work: Work, { object, survivor_id, merged_ids }: StoredMerge): Promise<boolean> {
  if (!work.catalogue.objects.has(object) || grantOn(work.actor.rights, object).read === "none") return false;
  const ids = [survivor_id, ...merged_ids];
  return (await allowedIds(work, object, ids, "read")).length === ids.length;
}

async function asTold(work: Work, stored: StoredMerge): Promise<Merge> {
  const object = work.catalogue.object(stored.object);
  const titles = await titlesOf(work, object, [stored.survivor_id, ...stored.merged_ids]);
  const users = stored.merged_by
    ? await titlesOf(work, work.catalogue.object("user"), [stored.merged_by])
    : new Map<string, string>();
  const named = (id: string) => ({ id, title: titles.get(id) ?? null });
  return {
    id: stored.id,
    object: stored.object,
    survivor: named(stored.survivor_id),
    others: stored.merged_ids.map(named),
    at: stored.merged_at.toISOString(),
    by: stored.merged_by ? { id: stored.merged_by, title: users.get(stored.merged_by) ?? null } : null,
    separatedAt: stored.separated_at?.toISOString() ?? null,
  };
}

async function titlesOf(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select t.id, ${titleExpression(work, object, "t")} as title from ${sql.table(object.table)} as t
    where t.id = any(${ids}::uuid[])
      and ${questionCondition(work, object, "t", { archived: "either" })}`.execute(work.db);
  return new Map(rows.map(({ id, title }) => [id, title]));
}

// Links to many do not say since when they are there: they stay.
async function cameBy(work: Work, { object, name, field }: Pointer, stored: StoredMerge): Promise<Came[]> {
  if (field.type !== "link" || grantOn(work.actor.rights, object.name).read === "none") return [];
  if (!knownField(work, object, name)) return [];
  const { rows } = await sql<{ id: string; title: string | null; at: Date }>`
    select t.id, ${titleExpression(work, object, "t")} as title, t.created_at as at
    from ${sql.table(object.table)} as t
    where ${columnOf("t", { name, field })} = ${stored.survivor_id}::uuid
      and t.created_at > ${stored.merged_at}::timestamptz and ${questionCondition(work, object, "t", {})}
    order by t.created_at, t.id limit ${mostListed}`.execute(work.db);
  return rows.map(({ id, title, at }) => ({
    object: object.name,
    id,
    field: name,
    title,
    at: at.toISOString(),
  }));
}
