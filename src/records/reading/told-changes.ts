import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field, HistoryEntry } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { targetOf, visibleField } from "./field-path.ts";
import { whereSeen } from "./field-sight.ts";
import { titleExpression } from "./title.ts";
import { conjunction, visibility } from "./visibility.ts";

/** Changes of one record as the history keeps them: links as bare ids. */
export interface StoredChanges {
  readonly object: CatalogueObject;
  /** Fields that are seen on this record; where it is not said, only those that are seen on every record. */
  readonly seen?: ReadonlySet<string>;
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

/**
 * Changes as the actor may be told them, in the order given: fields one may not see are left out, links read as chips
 * where the linked record may be seen, and as null where not.
 */
export async function tellChanges(
  work: Work,
  stored: readonly StoredChanges[],
): Promise<HistoryEntry["changes"][]> {
  const titles = await linkTitles(work, stored);
  return stored.map((one) => tellOne(work, one, titles));
}

interface Titled {
  readonly id: string;
  readonly title: string;
  /** Absent for a file, which is no record. */
  readonly object?: string;
}

type Titles = ReadonlyMap<string, Titled>;

function tellOne(
  work: Work,
  { object, seen, changes }: StoredChanges,
  titles: Titles,
): HistoryEntry["changes"] {
  const told: Record<string, { from: unknown; to: unknown }> = {};
  for (const [name, change] of Object.entries(changes)) {
    const isTold = seen ? seen.has(name) : isSeenEverywhere(work, object, name);
    const field = isTold ? object.fields[name] : undefined;
    if (!field) continue;
    const value = (one: unknown) =>
      field.type === "file" || targetOf(work, field) ? asLink(one, titles) : one;
    told[name] = { from: value(change.from), to: value(change.to) };
  }
  return told;
}

function isSeenEverywhere(work: Work, object: CatalogueObject, name: string): boolean {
  return visibleField(work, object, name) !== undefined && !whereSeen(work, { object, name, alias: "t" });
}

function asLink(stored: unknown, titles: Titles): unknown {
  if (Array.isArray(stored)) return stored.map((id) => asLink(id, titles)).filter((link) => link !== null);
  return typeof stored === "string" ? (titles.get(stored) ?? null) : null;
}

// All links at once, a query for each kind of record pointed to.
async function linkTitles(work: Work, stored: readonly StoredChanges[]): Promise<Titles> {
  const wanted = new Map<string, Set<string>>();
  for (const { object, changes } of stored) {
    for (const [name, { from, to }] of Object.entries(changes)) {
      const target = targetName(work, object.fields[name]);
      if (!target) continue;
      const ids = wanted.get(target) ?? new Set();
      for (const value of [from, to].flat()) if (typeof value === "string") ids.add(value);
      wanted.set(target, ids);
    }
  }
  const titles = await fileTitles(work, stored);
  for (const [name, ids] of wanted)
    for (const [id, title] of await visibleTitles(work, work.catalogue.object(name), [...ids]))
      titles.set(id, { id, title, object: name });
  return titles;
}

// A file kept by a field is as visible as the field.
async function fileTitles(work: Work, stored: readonly StoredChanges[]): Promise<Map<string, Titled>> {
  const ids = stored.flatMap(({ object, changes }) =>
    Object.entries(changes).flatMap(([name, { from, to }]) =>
      object.fields[name]?.type === "file" ? [from, to].filter((id) => typeof id === "string") : [],
    ),
  );
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; title: string }>`select id, name as title from files
    where id = any(${ids}::uuid[])`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row]));
}

function targetName(work: Work, field: Field | undefined): string | undefined {
  return field && targetOf(work, field)?.name;
}

/** Titles of those of `ids` that the actor may read, in the recycle bin or not. */
export async function visibleTitles(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    title: string | null;
  }>`select t.id, ${titleExpression(work, object, "t")} as title
    from ${sql.table(object.table)} as t
    where ${conjunction([sql`t.id = any(${ids}::uuid[])`, visibility(work, object, "t")])}`.execute(work.db);
  return new Map(rows.map((row) => [row.id, row.title ?? ""]));
}
