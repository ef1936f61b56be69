import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import { columnType } from "../field-types/column-type.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import type { Column } from "../field-types/field-type.ts";
import { ask, compiled, place, type Question } from "../reading/kept-queries.ts";
import type { Work } from "../work.ts";
import type { Values } from "./values.ts";

/** A row about to be stored: its id and checked values. */
export interface StoredRow {
  readonly id: string;
  readonly values: Values;
  /** Which one is changed, where the row is not locked. */
  readonly version?: number | undefined;
}

/** A statement that stores rows, to be asked with what it is told of in the history. */
export interface Write {
  /** Tells it from others. */
  readonly name: string;
  /** The rows stand under `t`. */
  readonly statement: () => RawBuilder<unknown>;
  readonly values: Question["values"];
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
 * plan and no limit of parameters. Their links come after, by `writeLinks`.
 */
export function rowsInsertion(work: Work, object: CatalogueObject, rows: readonly StoredRow[]): Write {
  const fields = storedFields(object).filter(([name]) => rows.some((row) => row.values[name] !== undefined));
  const columns = writtenColumns(fields);
  const isOne = rows.length === 1;
  const reckoned = isOne ? undefined : object.rules.reckoned;
  const written = rows.map((row) => {
    const own = columnValues(columns, row.values);
    own.id = row.id;
    if (row.values.created_at != null) own.created_at = row.values.created_at;
    return reckoned ? Object.assign(own, reckoned.of(own)) : own;
  });
  return {
    name: `insert ${JSON.stringify([object.name, names(fields), isOne])}`,
    statement: () => insertion(object, fields, isOne),
    values: { ...rowValues(written), ...doer(work) },
  };
}

function insertion(
  object: CatalogueObject,
  fields: readonly [string, Field][],
  isOne: boolean,
): RawBuilder<unknown> {
  const columns = fields.flatMap(([name, field]) => columnsOf(name, field));
  const face = Object.entries(object.where ?? {});
  const reckoned = isOne ? [] : (object.rules.reckoned?.columns ?? []);
  const all = [...[...columns, ...reckoned].map(({ name }) => name), ...face.map(([column]) => column)];
  const list = all.map((name) => sql`, ${sql.ref(name)}`);
  const picked = [
    ...columns.map((column) => sql`, r.${sql.ref(column.name)}`),
    ...reckoned.map(({ name, stored }) => sql`, ${stored(sql.ref(`r.${name}`))}`),
    ...face.map(([, value]) => sql`, ${value}::text`),
  ];
  const [now, actor] = [sql`${place("now")}::timestamptz`, sql`${place("actor")}::uuid`];
  return sql`insert into ${sql.table(object.table)} as t (id, created_at, created_by, updated_at, updated_by${sql.join(list, sql``)})
    select r.id, coalesce(r.created_at, ${now}), ${actor}, ${now}, ${actor} ${sql.join(picked, sql``)}
    from ${givenRows([...columns, ...reckoned], isOne)}`;
}

/** Values of the places that every statement over rows has. */
function doer({ now, actor }: Work): Question["values"] {
  return { now, actor: actor.userId };
}

/**
 * Changes all rows by one statement; `values` of each hold all fields that any of them changes. Their links come after,
 * by `writeLinks`.
 */
export function rowsUpdate(work: Work, object: CatalogueObject, rows: readonly StoredRow[]): Write {
  const fields = storedFields(object).filter(([name]) => rows.some((row) => name in row.values));
  const isOne = rows.length === 1;
  const isGuarded = work.atOnce === true;
  const columns = writtenColumns(fields);
  const written = rows.map(({ id, values, version }) => ({ id, version, ...columnValues(columns, values) }));
  return {
    name: `update ${JSON.stringify([object.name, names(fields), isOne, isGuarded])}`,
    statement: () => updating(object, fields, { isOne, isGuarded }),
    values: { ...rowValues(written), ...doer(work) },
  };
}

function updating(
  object: CatalogueObject,
  fields: readonly [string, Field][],
  { isOne, isGuarded }: { readonly isOne: boolean; readonly isGuarded: boolean },
): RawBuilder<unknown> {
  const columns = fields.flatMap(([name, field]) => columnsOf(name, field));
  const sets = columns.map((column) => sql`${sql.ref(column.name)} = r.${sql.ref(column.name)}, `);
  return sql`update ${sql.table(object.table)} as t set ${sql.join(sets, sql``)}
      updated_at = ${place("now")}::timestamptz, updated_by = ${place("actor")}::uuid, version = t.version + 1
    from ${givenRows(columns, isOne)} where t.id = r.id ${isGuarded ? sql`and t.version = r.version` : sql``}`;
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
  const isOne = rows.length === 1;
  const sets = columns.map((column) => sql`${sql.ref(column.name)} = r.${sql.ref(column.name)}`);
  const query = compiled(
    work,
    sql`update ${sql.table(object.table)} as t set ${sql.join(sets)} from ${givenRows(columns, isOne)} where t.id = r.id`,
  );
  const written = rows.map(({ id, value }) => {
    return { id, ...columnValues(writtenColumns([[name, field]]), { [name]: value }) };
  });
  await ask(work, query, rowValues(written));
}

// A record may be told when it was made, so that what was imported keeps its age; only governed writes can say so.
interface WrittenColumns {
  readonly name: string;
  readonly columns: readonly string[];
  readonly write: (value: unknown) => readonly unknown[];
}

/** How the fields are written, made out once for all rows. */
function writtenColumns(fields: readonly [string, Field][]): readonly WrittenColumns[] {
  return fields.map(([name, field]) => ({
    name,
    columns: columnsOf(name, field).map((column) => column.name),
    write: fieldColumns(field).write,
  }));
}

// What is left out is null: of a row that comes in from elsewhere half is empty, and need not travel.
function columnValues(fields: readonly WrittenColumns[], values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { name, columns, write } of fields) {
    const written = write(values[name] ?? null);
    for (let at = 0; at < columns.length; at++) {
      const value = written[at];
      if (value != null) row[columns[at] as string] = value;
    }
  }
  return row;
}

function names(fields: readonly [string, Field][]): readonly string[] {
  return fields.map(([name]) => name);
}

/** The rows that are written, under `r`: one by its values, which costs least, many as one JSON parameter. */
function givenRows(columns: readonly Column[], isOne: boolean): RawBuilder<unknown> {
  const all = [...alwaysGiven, ...columns];
  if (!isOne) {
    const shape = all.map(({ name, type }) => sql`${sql.ref(name)} ${columnType[type]}`);
    return sql`json_to_recordset(${place("rows")}::json) as r(${sql.join(shape)})`;
  }
  const values = all.map(
    ({ name, type }) => sql`${place(`row ${name}`)}::${columnType[type]} as ${sql.ref(name)}`,
  );
  return sql`(select ${sql.join(values)}) as r`;
}

const alwaysGiven: readonly Column[] = [
  { name: "id", type: "uuid" },
  { name: "version", type: "integer" },
  { name: "created_at", type: "timestamptz" },
];

/** Values of the places of `givenRows`. */
function rowValues(rows: readonly Readonly<Record<string, unknown>>[]): Question["values"] {
  const [row, another] = rows;
  if (!row || another) return { rows: JSON.stringify(rows) };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [`row ${name}`, value]));
}

/** Writes the links to many that the rows say anew. */
export async function writeLinks(
  work: Work,
  object: CatalogueObject,
  rows: readonly StoredRow[],
): Promise<void> {
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
