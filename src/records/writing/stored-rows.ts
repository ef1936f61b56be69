import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, isComputed, type RecordData } from "../contract/index.ts";
import { columnType } from "../field-types/column-type.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import type { Column } from "../field-types/field-type.ts";
import type { Work } from "../work.ts";
import type { Values } from "./values.ts";

/** A row about to be stored: its id and checked values. */
export interface StoredRow {
  readonly id: string;
  readonly values: Values;
}

/** Fields that have columns; the standard ones are written by the engine itself. */
function storedFields(object: CatalogueObject): [string, Field][] {
  return Object.entries(object.fields).filter(
    ([name, field]) => columnsOf(name, field).length > 0 && !standard.has(name),
  );
}

const standard = new Set(["id", "created_at", "created_by", "updated_at", "updated_by", "archived_at"]);

/**
 * Inserts all rows by one statement: the rows travel as one JSON parameter, so that a thousand rows cost one
 * plan and no limit of parameters.
 */
export async function insertRows(
  work: Work,
  object: CatalogueObject,
  rows: readonly StoredRow[],
): Promise<void> {
  const fields = storedFields(object).filter(([name]) => rows.some((row) => row.values[name] !== undefined));
  const columns = fields.flatMap(([name, field]) => columnsOf(name, field));
  const face = Object.entries(object.where ?? {});
  const names = [...columns.map((column) => column.name), ...face.map(([column]) => column)];
  const actor = work.actor.userId;
  const extra = sql`id, created_at, created_by, updated_at, updated_by`;
  const list = names.map((name) => sql`, ${sql.ref(name)}`);
  const picked = [
    ...columns.map((column) => sql`, r.${sql.ref(column.name)}`),
    ...face.map(([, value]) => sql`, ${value}::text`),
  ];
  await sql`insert into ${sql.table(object.table)} (${extra}${sql.join(list, sql``)})
    select r.id, coalesce(r.created_at, ${work.now}::timestamptz), ${actor}::uuid, ${work.now}::timestamptz, ${actor}::uuid
      ${sql.join(picked, sql``)}
    from ${recordSet(
      columns,
      rows.map((row) => ({ id: row.id, ...createdAt(row), ...columnValues(fields, row.values) })),
    )}`.execute(work.db);
  await writeLinks(work, object, rows);
}

/** Changes all rows by one statement; `values` of each hold all fields that any of them changes. */
export async function updateRows(
  work: Work,
  object: CatalogueObject,
  rows: readonly StoredRow[],
): Promise<void> {
  const fields = storedFields(object).filter(([name]) => rows.some((row) => name in row.values));
  const columns = fields.flatMap(([name, field]) => columnsOf(name, field));
  const sets = columns.map((column) => sql`${sql.ref(column.name)} = r.${sql.ref(column.name)}, `);
  await sql`update ${sql.table(object.table)} as t
    set ${sql.join(sets, sql``)} updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid, version = t.version + 1
    from ${recordSet(
      columns,
      rows.map((row) => ({ id: row.id, ...columnValues(fields, row.values) })),
    )}
    where t.id = r.id`.execute(work.db);
  await writeLinks(work, object, rows);
}

/** Fills one field of rows whose values somebody else checked; nobody is told, and versions stay. */
export async function fillColumns(
  work: Work,
  object: CatalogueObject,
  [name, field]: readonly [string, Field],
  rows: readonly { readonly id: string; readonly value: unknown }[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnsOf(name, field);
  const sets = columns.map((column) => sql`${sql.ref(column.name)} = r.${sql.ref(column.name)}`);
  await sql`update ${sql.table(object.table)} as t set ${sql.join(sets)}
    from ${recordSet(
      columns,
      rows.map(({ id, value }) => ({ id, ...columnValues([[name, field]], { [name]: value }) })),
    )}
    where t.id = r.id`.execute(work.db);
}

/** The rows of `ids` as they are stored, locked until the unit ends, in the API's shapes with links as bare ids. */
export async function lockRows(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<Map<string, RecordData>> {
  const fields = Object.entries(object.fields).filter(([, field]) => !isComputed(field));
  const columns = new Set(
    fields.flatMap(([name, field]) => columnsOf(name, field).map((column) => column.name)),
  );
  // In the order of ids, so that two changes of the same rows wait for each other instead of dying together.
  const { rows } = await sql<
    Record<string, unknown>
  >`select t.id, t.version, ${sql.join([...columns].map((column) => sql.ref(`t.${column}`)))}
    from ${sql.table(object.table)} as t where t.id = any(${ids}::uuid[]) order by t.id for no key update`.execute(
    work.db,
  );
  const links = await readLinks(work, object, ids);
  return new Map(rows.map((row) => [row.id as string, bareRecord(fields, row, links)]));
}

function bareRecord(
  fields: readonly [string, Field][],
  row: Record<string, unknown>,
  links: Map<string, Map<string, string[]>>,
): RecordData {
  const record: Record<string, unknown> = { id: row.id, version: row.version };
  for (const [name, field] of fields) {
    if (field.type === "links") record[name] = links.get(name)?.get(row.id as string) ?? [];
    else record[name] = fieldColumns(field).read(columnsOf(name, field).map((column) => row[column.name]));
  }
  return record as unknown as RecordData;
}

// A record may be told when it was made, so that what was imported keeps its age; only governed writes can say so.
function createdAt(row: StoredRow): { created_at: unknown } {
  return { created_at: row.values.created_at ?? null };
}

function columnValues(fields: readonly [string, Field][], values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, field] of fields) {
    const written = fieldColumns(field).write(values[name] ?? null);
    columnsOf(name, field).forEach((column, index) => {
      row[column.name] = written[index] ?? null;
    });
  }
  return row;
}

function recordSet(columns: readonly Column[], rows: readonly Record<string, unknown>[]) {
  const shape = columns.map((column) => sql`, ${sql.ref(column.name)} ${columnType[column.type]}`);
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, created_at timestamptz${sql.join(shape, sql``)})`;
}

async function writeLinks(work: Work, object: CatalogueObject, rows: readonly StoredRow[]): Promise<void> {
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.type !== "links") continue;
    const changed = rows.filter((row) => name in row.values);
    if (changed.length === 0) continue;
    const [from, to] = [sql.ref(field.from), sql.ref(field.toColumn)];
    await sql`delete from ${sql.table(field.through)} where ${from} = any(${changed.map((row) => row.id)}::uuid[])`.execute(
      work.db,
    );
    const pairs = changed.flatMap((row) =>
      ((row.values[name] ?? []) as string[]).map((id) => ({ from: row.id, to: id })),
    );
    if (pairs.length === 0) continue;
    await sql`insert into ${sql.table(field.through)} (${from}, ${to})
      select r."from", r."to" from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r("from" uuid, "to" uuid)`.execute(
      work.db,
    );
  }
}

async function readLinks(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
): Promise<Map<string, Map<string, string[]>>> {
  const found = new Map<string, Map<string, string[]>>();
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.type !== "links") continue;
    const { rows } = await sql<{ from: string; to: string[] }>`select ${sql.ref(field.from)} as "from",
      array_agg(${sql.ref(field.toColumn)}::text order by ${sql.ref(field.toColumn)}) as "to"
      from ${sql.table(field.through)} where ${sql.ref(field.from)} = any(${ids}::uuid[]) group by 1`.execute(
      work.db,
    );
    found.set(name, new Map(rows.map((row) => [row.from, row.to])));
  }
  return found;
}
