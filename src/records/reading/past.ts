import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, type HistoryEntry } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { targetOf, visibleField } from "./field-path.ts";
import { get } from "./listing.ts";
import { titleExpression } from "./title.ts";
import { conjunction, visibility } from "./visibility.ts";

/** A page of a record's history, newest first; `before` is the id of the last entry of the page before. */
export interface PastRequest {
  readonly limit?: number;
  readonly before?: string | undefined;
}

interface StoredEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly source: HistoryEntry["source"];
  readonly key: string | null;
  readonly undo: boolean;
  readonly kind: HistoryEntry["kind"];
  readonly changes: Record<string, { from: unknown; to: unknown }>;
}

/**
 * What happened to a record that the actor may read. Fields one may not see are left out, and links read as
 * chips only where the linked record may be seen. Throws `not_found`.
 */
export async function history(
  work: Work,
  objectName: string,
  id: string,
  request: PastRequest = {},
): Promise<HistoryEntry[]> {
  await get(work, objectName, id, { fields: "id" });
  const object = work.catalogue.object(objectName);
  const user = work.catalogue.object("user");
  const { rows } =
    await sql<StoredEntry>`select h.id::text, h.at, u.id as actor_id, ${titleExpression(work, user, "u")} as actor_name,
      h.source, k.name as key, h.undoes is not null as undo, h.kind, h.changes
    from history h left join api_keys k on k.id = h.key_id
    left join users u on ${conjunction([sql`u.id = h.actor_id`, visibility(work, user, "u")])}
    where h.record_id = ${id}::uuid ${request.before ? sql`and h.id < ${request.before}::bigint` : sql``}
    order by h.id desc limit ${request.limit ?? 50}`.execute(work.db);
  const titles = await linkTitles(work, object, rows);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_id ? { id: row.actor_id, title: row.actor_name ?? "" } : null,
    source: row.source,
    key: row.key,
    undo: row.undo,
    kind: row.kind,
    changes: readable(work, object, row.changes, titles),
  }));
}

type Titles = ReadonlyMap<string, { readonly id: string; readonly title: string; readonly object: string }>;

function readable(
  work: Work,
  object: CatalogueObject,
  changes: StoredEntry["changes"],
  titles: Titles,
): HistoryEntry["changes"] {
  const shown: Record<string, { from: unknown; to: unknown }> = {};
  for (const [name, change] of Object.entries(changes)) {
    const field = visibleField(work, object, name);
    if (!field) continue;
    const value = (stored: unknown) => (targetOf(work, field) ? asLink(stored, titles) : stored);
    shown[name] = { from: value(change.from), to: value(change.to) };
  }
  return shown;
}

function asLink(stored: unknown, titles: Titles): unknown {
  if (Array.isArray(stored)) return stored.map((id) => asLink(id, titles)).filter((link) => link !== null);
  return typeof stored === "string" ? (titles.get(stored) ?? null) : null;
}

// All links of the page at once, a query for each kind of record pointed to.
async function linkTitles(
  work: Work,
  object: CatalogueObject,
  rows: readonly StoredEntry[],
): Promise<Titles> {
  const wanted = new Map<string, Set<string>>();
  for (const { changes } of rows) {
    for (const [name, { from, to }] of Object.entries(changes)) {
      const target = targetName(work, object.fields[name]);
      if (!target) continue;
      const ids = wanted.get(target) ?? new Set();
      for (const value of [from, to].flat()) if (typeof value === "string") ids.add(value);
      wanted.set(target, ids);
    }
  }
  const titles = new Map<string, { id: string; title: string; object: string }>();
  for (const [name, ids] of wanted) {
    const target = work.catalogue.object(name);
    const found = await sql<{
      id: string;
      title: string;
    }>`select t.id, ${titleExpression(work, target, "t")} as title
      from ${sql.table(target.table)} as t
      where ${conjunction([sql`t.id = any(${[...ids]}::uuid[])`, visibility(work, target, "t")])}`.execute(
      work.db,
    );
    for (const row of found.rows) titles.set(row.id, { ...row, object: name });
  }
  return titles;
}

function targetName(work: Work, field: Field | undefined): string | undefined {
  return field && targetOf(work, field)?.name;
}
