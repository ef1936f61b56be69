import { type CompiledQuery, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, isComputed, type RecordData } from "../contract/index.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import { ask, compiled, kept, place } from "../reading/kept-queries.ts";
import { questionCondition } from "../reading/rows-asked-for.ts";
import { type Verb, visibility } from "../reading/visibility.ts";
import type { Work } from "../work.ts";

export interface LockedRows {
  /** Those that the actor may read, in the API's shapes with links as bare ids. */
  readonly records: ReadonlyMap<string, RecordData>;
  /** Whether the actor has the right on each of them. */
  readonly permitted: boolean;
}

/**
 * The rows of `ids` as they are stored, locked until the unit ends unless it has no transaction, and whether the actor may
 * `verb` them.
 */
export async function lockRows(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  verb: Verb,
): Promise<LockedRows> {
  const rows = await ask(work, lockingQuery(work, object, verb, ids.length === 1), { ids, id: ids[0] });
  return {
    records: new Map(rows.map((row) => [row["id"] as string, bareRecord(object, row)])),
    permitted: rows.every((row) => row["permitted"] === true),
  };
}

type Row = Readonly<Record<string, unknown>>;

function lockingQuery(work: Work, object: CatalogueObject, verb: Verb, isOne: boolean): CompiledQuery<Row> {
  return kept(work, `lock ${object.name} ${verb} ${isOne} ${work.atOnce}`, (making) => {
    const names = new Set(
      storedFields(object).flatMap(([name, field]) => columnsOf(name, field).map((column) => column.name)),
    );
    const columns = [...names].map((name) => sql.ref(`t.${name}`));
    const links = linkFields(object).map(
      ([, field], at) => sql`array(select ${sql.ref(field.toColumn)}::text from ${sql.table(field.through)}
        where ${sql.ref(field.from)} = t.id order by 1) as ${sql.ref(`links${at}`)}`,
    );
    const permitted = sql`(${visibility(making, object, "t", verb) ?? sql`true`}) is true as permitted`;
    // Of one row PostgreSQL knows beforehand that it is one, and plans it but once.
    const asked = isOne ? sql`t.id = ${place("id")}::uuid` : sql`t.id = any(${place("ids")}::uuid[])`;
    // In the order of ids, so that two changes of the same rows wait for each other instead of dying together.
    const query = sql<Row>`select ${sql.join([sql`t.id`, sql`t.version`, ...columns, ...links, permitted])}
      from ${sql.table(object.table)} as t
      where ${asked} and ${questionCondition(making, object, "t", { archived: "either" })}
      order by t.id ${making.atOnce ? sql`` : sql`for no key update of t`}`;
    return compiled(making, query);
  });
}

function bareRecord(object: CatalogueObject, row: Row): RecordData {
  const record: Record<string, unknown> = { id: row["id"], version: row["version"] };
  for (const [name, field] of storedFields(object))
    record[name] = fieldColumns(field).read(columnsOf(name, field).map((column) => row[column.name]));
  for (const [at, [name]] of linkFields(object).entries()) record[name] = row[`links${at}`];
  return record as unknown as RecordData;
}

function storedFields(object: CatalogueObject): [string, Field][] {
  return Object.entries(object.fields).filter(([, field]) => !isComputed(field) && field.type !== "links");
}

function linkFields(object: CatalogueObject): [string, Extract<Field, { type: "links" }>][] {
  return Object.entries(object.fields).flatMap(([name, field]) =>
    field.type === "links" ? [[name, field]] : [],
  );
}
