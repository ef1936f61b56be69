import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import { visibleIds } from "../reading/listing.ts";
import { readsAll } from "../reading/visibility.ts";
import type { Work } from "../work.ts";

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
  const held = read === "all" ? new Set(ids) : await onceHeld(work, object, ids, read);
  const links = (object.through ?? []).filter((link) => object.fields[link]?.type === "link");
  if (links.length === 0 || within.includes(object.name)) return held;
  return onceThrough(work, object, [...held], { links, within: [...within, object.name] });
}

async function onceHeld(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  read: "own" | "team" | "shared",
): Promise<Set<string>> {
  const { userId, teamUserIds, teamIds = [] } = work.actor;
  const reached = read === "shared" ? [] : read === "own" ? [userId] : teamUserIds;
  const users = reached.map(String);
  const held = object.owned
    ? sql`h.changes->'owner'->>'from' = any(${users}::text[]) or h.changes->'owner'->>'to' = any(${users}::text[])`
    : object.holder === "id"
      ? sql`h.record_id::text = any(${users}::text[])`
      : sql`h.kind = 'created' and h.actor_id::text = any(${users}::text[])`;
  const { rows } = await sql<{ id: string }>`select distinct h.record_id as id from history h
    where h.record_id = any(${ids}::uuid[]) and (${held} or (h.kind = 'record_shared' and
      (h.details->>'user' = ${userId}::text or h.details->>'team' = any(${[...teamIds]}::text[]))))`.execute(
    work.db,
  );
  return new Set(rows.map(({ id }) => id));
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
  const { rows } = await sql<Pointing>`select distinct h.record_id as id, c.key as link, e.value as to
    from history h cross join lateral jsonb_each(h.changes) c cross join lateral jsonb_each_text(c.value) e
    where h.record_id = any(${ids}::uuid[]) and h.kind in ('created', 'changed') and c.key = any(${links}::text[])
      and jsonb_typeof(c.value) = 'object' and e.key in ('from', 'to') and e.value is not null`.execute(
    work.db,
  );
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
