import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { RecordData } from "../contract/index.ts";
import { columnType } from "../field-types/column-type.ts";
import { fieldColumns } from "../field-types/field-columns.ts";
import { type FieldPath, resolveFieldPath } from "../reading/field-path.ts";
import { foldedText } from "../reading/folded-text.ts";
import { get, readableObject } from "../reading/listing.ts";
import { questionCondition } from "../reading/rows-asked-for.ts";
import type { Asked } from "../reading/wanted-fields.ts";
import type { Work } from "../work.ts";
import { updateMany } from "./changing.ts";
import { createMany } from "./creating.ts";
import { schemaOf, type Values } from "./values.ts";

/** What is to be true of the record whose key is `key`; made where there is none. */
export interface Upsert {
  readonly key: unknown;
  readonly values: Readonly<Values>;
}

export interface Upserted {
  readonly id: string;
  readonly made: boolean;
}

/** Changes the record in use that has `key` in the field, or makes it, and answers of it what is `asked`. Errors as `upsertMany`. */
export async function upsert(
  work: Work,
  objectName: string,
  fieldName: string,
  wanted: Upsert,
  asked: Asked = {},
): Promise<{ readonly record: RecordData; readonly made: boolean }> {
  const [done] = await upsertMany(work, objectName, fieldName, [wanted]);
  const { id, made } = done as Upserted;
  return { record: await get(work, objectName, id, asked), made };
}

/**
 * The same for many, by a handful of statements. The field must be unique, or one by which the object is recognised.
 * Whoever else upserts the same key waits, so that twenty at once make one. Throws `upsert_key_unfit`,
 * `upsert_ambiguous` where several records that the actor sees have the key, and the errors of making and changing.
 */
export async function upsertMany(
  work: Work,
  objectName: string,
  fieldName: string,
  wanted: readonly Upsert[],
): Promise<Upserted[]> {
  const object = readableObject(work, objectName);
  const path = recognising(work, object, fieldName);
  const rows = wanted.map((one) => withKey(path, one));
  await lockKeys(work, object, path, rows);
  const done = new Map<KeyedRow, Upserted>();
  // A key that stands twice is made by its first row and changed by the next.
  for (let left = rows; left.length > 0; ) {
    const round = [...Map.groupBy(left, ({ text }) => text).values()].flatMap((same) => same.slice(0, 1));
    for (const [row, upserted] of await upsertRound(work, object, path, round)) done.set(row, upserted);
    left = left.filter((row) => !done.has(row));
  }
  return rows.map((row) => done.get(row) as Upserted);
}

interface KeyedRow {
  /** The key as its column has it. */
  readonly text: string;
  readonly values: Readonly<Values>;
  /** The values of a new record. */
  readonly whole: Readonly<Values>;
}

function recognising(work: Work, object: CatalogueObject, name: string): FieldPath {
  const path = resolveFieldPath(work, object, name);
  const recognises = path.field.unique === true || object.keys?.includes(name);
  if (!recognises || path.hops.length > 0 || path.part || !path.value)
    throw new AppError("upsert_key_unfit", { field: name });
  return path;
}

function withKey({ name, field }: FieldPath, { key, values }: Upsert): KeyedRow {
  const text = keyText(name, field, key);
  if (Object.hasOwn(values, name) && keyText(name, field, values[name]) !== text)
    throw new AppError("field_invalid", { field: name });
  return { text, values, whole: { [name]: key, ...values } };
}

function keyText(name: string, field: FieldPath["field"], key: unknown): string {
  const parsed = schemaOf(field).safeParse(key);
  const [text] = parsed.success ? fieldColumns(field).write(parsed.data) : [];
  if (text === undefined || text === null || text === "")
    throw new AppError("field_invalid", { field: name });
  return String(text);
}

async function lockKeys(
  work: Work,
  object: CatalogueObject,
  path: FieldPath,
  rows: readonly KeyedRow[],
): Promise<void> {
  const keys = [...new Set(rows.map(({ text }) => `${object.table}.${path.name}.${text}`))];
  // In one order, so that two who want the same keys wait for each other instead of dying together.
  await sql`select pg_advisory_xact_lock(number) from (
    select distinct hashtextextended(key, 0) as number from unnest(${keys}::text[]) as key order by 1) as numbers`.execute(
    work.db,
  );
}

async function upsertRound(
  work: Work,
  object: CatalogueObject,
  path: FieldPath,
  rows: readonly KeyedRow[],
): Promise<Map<KeyedRow, Upserted>> {
  const known = await idsByKey(work, object, path, rows);
  const missing = rows.filter((row) => !known.has(row));
  const made =
    missing.length > 0
      ? await createMany(
          work,
          object.name,
          missing.map(({ whole }) => whole),
        )
      : [];
  const changes = [...known].map(([{ values }, id]) => ({ id, values }));
  if (changes.length > 0) await updateMany(work, object.name, changes);
  const done = new Map<KeyedRow, Upserted>();
  for (const [index, row] of missing.entries()) done.set(row, { id: made[index] as string, made: true });
  for (const [row, id] of known) done.set(row, { id, made: false });
  return done;
}

// Two a key are enough to know that it is ambiguous.
async function idsByKey(
  work: Work,
  object: CatalogueObject,
  path: FieldPath,
  rows: readonly KeyedRow[],
): Promise<Map<KeyedRow, string>> {
  const value = path.value?.("t") ?? sql`null`;
  // The folded column beside the column itself: one or the other has an index.
  const folded = path.compares === "text" ? sql`and ${foldedText(value)} = lower(k.text)` : sql``;
  const { rows: found } = await sql<{ place: string; id: string }>`
    select k.place, t.id from unnest(${rows.map(({ text }) => text)}::text[]) with ordinality as k(text, place)
    cross join lateral (
      select t.id from ${sql.table(object.table)} as t
      where ${value} = k.text::${columnType[path.type]} ${folded} and ${questionCondition(work, object, "t", {})}
      limit 2) as t`.execute(work.db);
  const ids = new Map<KeyedRow, string>();
  for (const { place, id } of found) {
    const row = rows[Number(place) - 1] as KeyedRow;
    if (ids.has(row)) throw new AppError("upsert_ambiguous", { field: path.name });
    ids.set(row, id);
  }
  return ids;
}
