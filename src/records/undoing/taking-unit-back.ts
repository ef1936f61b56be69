import { AppError } from "#kernel/error";
import { sql } from "kysely";
import { attempt } from "../batch/attempting.ts";
import type { CatalogueObject } from "../catalogue.ts";
import { pointersTo } from "../merging/pointers.ts";
import { allowedIds, isKeptFrom } from "../reading/holding.ts";
import type { Work } from "../work.ts";
import { columnOf } from "../writing/along.ts";
import { putAway } from "../writing/archiving.ts";
import { lockRows } from "../writing/locked-rows.ts";
import { type Deed, deedsAt } from "./acts.ts";
import { putFieldsBack } from "./putting-back.ts";

/** One unit of a longer piece of work, such as a batch of an import. */
export interface UnitOfMany {
  readonly unit: string;
  readonly at: Date;
  /** All units of that work: what one of them did to what another made is no change since. */
  readonly units: readonly string[];
  /** When it was over: what was hung on a record later is somebody else's. */
  readonly over: Date;
}

/** A record of which something stays. */
export interface Stays {
  readonly object: string;
  readonly id: string;
  /** The field that somebody changed since; null where the record as a whole stays. */
  readonly field: string | null;
}

export interface TakenBack {
  readonly records: number;
  readonly stays: readonly Stays[];
}

/**
 * Takes back what a unit wrote, however long ago: what it made goes into the recycle bin, what it changed gets its earlier
 * values. Made records that somebody changed since, or hung something on, and values that somebody changed since stay and
 * are answered, unless they are to go `anyway`. So does what the actor has no right to delete or change, and what a rule keeps:
 * a stage in which somebody else's deal stands.
 */
export async function takeUnitBack(
  work: Work,
  of: UnitOfMany,
  { anyway = false }: { readonly anyway?: boolean } = {},
): Promise<TakenBack> {
  const deeds = (await deedsAt(work, of)).filter(({ object }) => work.catalogue.objects.has(object));
  const stays: Stays[] = [];
  const refused: Refused[] = [];
  let records = 0;
  // What was made last may hang on what was made first.
  for (const [name, some] of [...Map.groupBy(deeds, ({ object }) => object)].reverse()) {
    const object = work.catalogue.object(name);
    const made = some.filter(({ before, after }) => before === "bin" && after === "use");
    const changed = some.filter(({ changes }) => changes.size > 0);
    const kept = await keptOnes(work, object, made, of, anyway);
    stays.push(...kept.map((id) => ({ object: name, id, field: null })));
    const going = made.filter(({ id }) => !kept.includes(id));
    const gone = await unlessRefused(work, (inner) => putMadeAway(inner, object, going));
    if (gone === undefined) refused.push({ object, going });
    records += gone ?? 0;
    const may = await mayChange(work, object, changed);
    stays.push(
      ...changed.filter((deed) => !may.includes(deed)).map(({ id }) => ({ object: name, id, field: null })),
    );
    const left = await fieldsPutBack(work, object, may, anyway);
    // What a rule keeps in step goes back with what it follows, or stays with it.
    const own = may.filter(({ byRule }) => !byRule);
    stays.push(...left.filter(({ id }) => own.some((deed) => deed.id === id)));
    records += own.filter(
      ({ id, changes }) => left.filter((one) => one.id === id).length < changes.size,
    ).length;
  }
  // What was kept by what has gone meanwhile goes now: stages with their pipeline.
  for (const { object, going } of refused) {
    for (const deed of going) {
      const gone = await unlessRefused(work, (inner) => putMadeAway(inner, object, [deed]));
      if (gone === undefined) stays.push({ object: object.name, id: deed.id, field: null });
      records += gone ?? 0;
    }
  }
  return { records, stays };
}

interface Refused {
  readonly object: CatalogueObject;
  readonly going: readonly Deed[];
}

/** What `capability` answers; undefined, and nothing done, where a rule or the database refuses it. */
async function unlessRefused<T>(work: Work, capability: (inner: Work) => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt(work, capability);
  } catch (error) {
    const isRule = error instanceof AppError && error.status < 500;
    // A constraint of the database: a value of which there is one, and which somebody else has meanwhile.
    if (isRule || String((error as { code?: unknown }).code).startsWith("23")) return undefined;
    throw error;
  }
}

/** Puts fields back, one after the other where some of them are refused; answers what stays. */
async function fieldsPutBack(
  work: Work,
  object: CatalogueObject,
  deeds: readonly Deed[],
  anyway: boolean,
): Promise<Stays[]> {
  const left = await unlessRefused(work, (inner) => putFieldsBack(inner, object, deeds, { anyway }));
  if (left) return [...left];
  const stays: Stays[] = [];
  for (const { changes, ...deed } of deeds) {
    for (const [field, change] of changes) {
      const one = { ...deed, changes: new Map([[field, change]]) };
      const some = await unlessRefused(work, (inner) => putFieldsBack(inner, object, [one], { anyway }));
      stays.push(...(some ?? [{ object: object.name, id: deed.id, field }]));
    }
  }
  return stays;
}

// What rules wrote follows what they followed from, whatever the rights on it.
async function mayChange(work: Work, object: CatalogueObject, deeds: readonly Deed[]): Promise<Deed[]> {
  const own = deeds.filter(({ byRule }) => !byRule).map(({ id }) => id);
  const allowed = new Set(await allowedIds(work, object.name, own, "change"));
  return deeds.filter(({ id, byRule }) => byRule || allowed.has(id));
}

/** Answers how many of them went, but for what rules made. */
async function putMadeAway(work: Work, object: CatalogueObject, deeds: readonly Deed[]): Promise<number> {
  const { records } = await lockRows(
    work,
    object,
    deeds.map(({ id }) => id),
    "read",
  );
  const inUse = deeds.filter(({ id }) => records.get(id)?.["archived_at"] === null);
  await putAway(
    work,
    object,
    inUse.map(({ id }) => ({ id, with: null })),
  );
  return inUse.filter(({ byRule }) => !byRule).length;
}

/** Made records that stay. */
async function keptOnes(
  work: Work,
  object: CatalogueObject,
  made: readonly Deed[],
  of: UnitOfMany,
  anyway: boolean,
): Promise<string[]> {
  const ids = made.map(({ id }) => id);
  if (ids.length === 0) return [];
  if (isKeptFrom(object, "delete")) return ids;
  const allowed = new Set(await allowedIds(work, object.name, ids, "delete"));
  const kept = new Set(ids.filter((id) => !allowed.has(id)));
  if (!anyway) for (const id of await touchedSince(work, object, ids, of)) kept.add(id);
  return [...kept];
}

async function touchedSince(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  { units, over }: UnitOfMany,
): Promise<string[]> {
  const hung = pointersTo(work, object).flatMap(({ object: pointing, name, field }) =>
    field.type === "link"
      ? [
          sql`select ${columnOf("p", { name, field })} as id from ${sql.table(pointing.table)} as p
            where ${columnOf("p", { name, field })} = any(${ids}::uuid[]) and p.created_at > ${over}::timestamptz`,
        ]
      : [],
  );
  const changed = sql`select h.record_id as id from history h
    where h.record_id = any(${ids}::uuid[]) and h.kind = 'changed' and h.source <> 'rule'
      and h.unit_id <> all(${units}::uuid[])`;
  const { rows } = await sql<{ id: string }>`${sql.join([changed, ...hung], sql` union `)}`.execute(work.db);
  return rows.map(({ id }) => id);
}
