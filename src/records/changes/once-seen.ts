import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, grantOn } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import { visibleIds } from "../reading/listing.ts";
import { readsAll } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { onceHeldBy } from "./once-held.ts";

/**
 * Those of `ids`, which the actor does not see, that may once have been in sight as the history tells: of an owner whom
 * the actor's right reaches, shared with the actor, hanging on a record that is or was in sight. That any other is gone is nothing
 * the actor may know.
 */
export async function onceSeen(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  within: readonly string[] = [],
): Promise<Set<string>> {
  const { read } = grantOn(work.actor.rights, object.name);
  if (ids.length === 0 || read === "none") return new Set();
  if (readsAll(work, object.name)) return new Set(ids);
  const held = read === "all" ? new Set(ids) : await onceReached(work, object, ids, read);
  const links = (object.through ?? []).filter((link) => object.fields[link]?.type === "link");
  if (links.length === 0 || within.includes(object.name)) return held;
  return onceThrough(work, object, [...held], { links, within: [...within, object.name] });
}

async function onceReached(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  read: "own" | "team" | "shared",
): Promise<Set<string>> {
  const { userId, teamUserIds, teamIds = [] } = work.actor;
  const users = read === "shared" ? [] : read === "own" ? [String(userId)] : teamUserIds;
  const reached = await onceHeldBy(work, object, ids, users);
  const { rows } = await sql<{ id: string }>`select distinct h.record_id as id from history h
    where h.record_id = any(${ids}::uuid[]) and h.kind = 'record_shared'
      and (h.details->>'user' = ${userId}::text or h.details->>'team' = any(${[...teamIds]}::text[]))`.execute(
    work.db,
  );
  for (const { id } of rows) reached.add(id);
  return reached;
}

interface Pointing {
  readonly id: string;
  readonly link: string;
  readonly to: string;
}

/** Of records that hang on others: those of which, link by link, one that was pointed to is or was in sight. */
async function onceThrough(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  { links, within }: { readonly links: readonly string[]; readonly within: readonly string[] },
): Promise<Set<string>> {
  const rows = await pointedTo(work, object, ids, links);
  const seen = new Set(ids);
  for (const [link, pointing] of Map.groupBy(rows, (row) => row.link)) {
    const field = object.fields[link];
    if (field?.type !== "link") throw new AppError("internal");
    const passed = await everSeen(
      work,
      work.catalogue.object(field.to),
      [...new Set(pointing.map(({ to }) => to))],
      within,
    );
    for (const [id, some] of Map.groupBy(pointing, (row) => row.id))
      if (!some.some(({ to }) => passed.has(to))) seen.delete(id);
  }
  return seen;
}

/** What records point or pointed to by the links: as the rows say, and the history. */
async function pointedTo(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  links: readonly string[],
): Promise<readonly Pointing[]> {
  const stands = links.map((link) => {
    const column = sql.ref(`t.${columnsOf(link, object.fields[link] as Field)[0]?.name}`);
    return sql`select t.id, ${link} as link, ${column}::text as to from ${sql.table(object.table)} as t
      where t.id = any(${ids}::uuid[]) and ${column} is not null`;
  });
  const told = sql`select h.record_id as id, c.key as link, e.value as to
    from history h cross join lateral jsonb_each(h.changes || coalesce(h.details->'links', '{}')) c
      cross join lateral jsonb_each_text(case jsonb_typeof(c.value) when 'object' then c.value else jsonb_build_object('to', c.value) end) e
    where h.record_id = any(${ids}::uuid[]) and h.kind in ('changed', 'purged') and c.key = any(${[...links]}::text[])
      and e.key in ('from', 'to') and e.value is not null`;
  const { rows } = await sql<Pointing>`${sql.join([...stands, told], sql` union `)}`.execute(work.db);
  return rows;
}

// A wide object is told of by its faces.
async function everSeen(
  work: Work,
  target: CatalogueObject,
  ids: readonly string[],
  within: readonly string[],
): Promise<Set<string>> {
  const seen = new Set(await visibleIds(work, target.name, ids));
  const faces = target.faces.length > 0 ? target.faces.map((face) => work.catalogue.object(face)) : [target];
  for (const face of faces)
    for (const id of await onceSeen(
      work,
      face,
      ids.filter((id) => !seen.has(id)),
      within,
    ))
      seen.add(id);
  return seen;
}
