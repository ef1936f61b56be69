import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, type RecordData } from "../contract/index.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { targetOf, visibleField } from "./field-path.ts";
import { under } from "./row-alias.ts";
import { conjunction, visibility } from "./visibility.ts";

export type Row = Readonly<Record<string, unknown>>;

/** What a query reads of each row, and how a row becomes a record. */
export interface Selection {
  /** Columns of the table itself that the inner query must hand out. */
  readonly inner: ReadonlySet<string>;
  readonly columns: readonly RawBuilder<unknown>[];
  readonly joins: readonly RawBuilder<unknown>[];
  readonly shape: (row: Row) => RecordData;
}

interface Reader {
  readonly name: string;
  readonly read: (row: Row) => unknown;
}

interface Draft {
  readonly work: Work;
  readonly inner: Set<string>;
  readonly columns: RawBuilder<unknown>[];
  readonly joins: RawBuilder<unknown>[];
}

/**
 * Chooses fields of `object` whose rows stand under `alias`. `fields` is the text of the query (`name,company.address`);
 * all fields that the actor may see where it is absent. A link reads as id and title, joined in the same query; a
 * linked record that the actor may not see reads as null. Throws `field_unknown`.
 */
export function selectFields(work: Work, object: CatalogueObject, alias: string, fields?: string): Selection {
  const draft: Draft = { work, inner: new Set(["id", "version"]), columns: [], joins: [] };
  draft.columns.push(
    sql`${sql.ref(`${alias}.id`)} as "id"`,
    sql`${sql.ref(`${alias}.version`)} as "version"`,
  );
  const readers = [...wanted(work, object, fields)].map(([name, inside]) => {
    const field = visibleField(work, object, name);
    if (!field) throw new AppError("field_unknown", { field: name });
    return { name, read: readerOf(draft, { object, alias, name, field }, inside) };
  });
  return { ...draft, shape: (row) => shapeRow(row, readers) };
}

function shapeRow(row: Row, readers: readonly Reader[]): RecordData {
  const record: Record<string, unknown> = { id: row.id, version: row.version };
  for (const reader of readers) record[reader.name] = reader.read(row);
  return record as unknown as RecordData;
}

function wanted(work: Work, object: CatalogueObject, fields: string | undefined): Map<string, string[]> {
  const names = new Map<string, string[]>();
  if (fields === undefined) {
    for (const name of Object.keys(object.fields)) {
      if (name !== "id" && visibleField(work, object, name)) names.set(name, []);
    }
    return names;
  }
  for (const path of fields.split(",").map((one) => one.trim())) {
    const [name = "", ...rest] = path.split(".");
    if (name === "" || name === "id" || name === "version") continue;
    const inside = names.get(name) ?? [];
    if (rest.length > 0) inside.push(rest.join("."));
    names.set(name, inside);
  }
  return names;
}

interface Place {
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly name: string;
  readonly field: Field;
}

function readerOf(draft: Draft, place: Place, inside: readonly string[]): (row: Row) => unknown {
  const { field, alias, name } = place;
  if (field.type === "links") return linksReader(draft, place);
  if (field.type === "file") return fileReader(draft, place);
  const target = targetOf(draft.work, field);
  if (target) return linkReader(draft, place, target, inside);
  const keys = columnsOf(name, field).map((column) => addColumn(draft, alias, column.name));
  const { read } = fieldColumns(field);
  return keys.length === 1
    ? (row) => read([row[keys[0] as string]])
    : (row) => read(keys.map((key) => row[key]));
}

function linkReader(
  draft: Draft,
  place: Place,
  target: CatalogueObject,
  inside: readonly string[],
): (row: Row) => unknown {
  const column = columnsOf(place.name, place.field)[0]?.name ?? "id";
  draft.inner.add(column);
  const linked = under(place.alias, place.name);
  draft.joins.push(
    sql`left join ${sql.table(target.table)} as ${sql.ref(linked)} on ${conjunction([
      sql`${sql.ref(`${linked}.id`)} = ${sql.ref(`${place.alias}.${column}`)}`,
      visibility(draft.work, target, linked),
    ])}`,
  );
  const id = addExpression(draft, sql`${sql.ref(`${linked}.id`)}`);
  const title = addExpression(draft, titleExpression(draft.work, target, linked));
  const face = faceOf(draft.work, target);
  const kind = face && addExpression(draft, sql`${sql.ref(`${linked}.${face.column}`)}`);
  const inner = insideReaders(draft, target, linked, inside);
  return (row) => {
    if (row[id] == null) return null;
    const link: Record<string, unknown> = { id: row[id], title: row[title] };
    link.object = face && kind ? (face.names.get(row[kind] as string) ?? target.name) : target.name;
    for (const reader of inner) link[reader.name] = reader.read(row);
    return link;
  };
}

// Fields of the linked record asked for beside its title: `company.address`, one link deep.
function insideReaders(
  draft: Draft,
  target: CatalogueObject,
  under: string,
  inside: readonly string[],
): Reader[] {
  return inside.map((name) => {
    const field = visibleField(draft.work, target, name);
    if (!field || targetOf(draft.work, field) || field.type === "file")
      throw new AppError("field_unknown", { field: name });
    const keys = columnsOf(name, field).map((column) =>
      addExpression(draft, sql`${sql.ref(`${under}.${column.name}`)}`),
    );
    return { name, read: (row: Row) => fieldColumns(field).read(keys.map((key) => row[key])) };
  });
}

function linksReader(draft: Draft, place: Place): (row: Row) => unknown {
  const field = place.field as Extract<Field, { type: "links" }>;
  const target = draft.work.catalogue.object(field.to);
  const linked = under(place.alias, place.name);
  const between = under(linked, "b");
  const key = addExpression(
    draft,
    sql`(select coalesce(jsonb_agg(jsonb_build_object('id', ${sql.ref(`${linked}.id`)}, 'title',
          ${titleExpression(draft.work, target, linked)}, 'object', ${target.name}::text) order by ${sql.ref(`${linked}.id`)}), '[]')
        from ${sql.table(field.through)} as ${sql.ref(between)}
        join ${sql.table(target.table)} as ${sql.ref(linked)} on ${sql.ref(`${linked}.id`)} = ${sql.ref(`${between}.${field.toColumn}`)}
        where ${conjunction([
          sql`${sql.ref(`${between}.${field.from}`)} = ${sql.ref(`${place.alias}.id`)}`,
          visibility(draft.work, target, linked),
        ])})`,
  );
  return (row) => row[key];
}

function fileReader(draft: Draft, place: Place): (row: Row) => unknown {
  const column = columnsOf(place.name, place.field)[0]?.name ?? "id";
  draft.inner.add(column);
  const key = addExpression(
    draft,
    sql`(select jsonb_build_object('id', f.id, 'title', f.name, 'size', f.size, 'type', f.type)
        from files f where f.id = ${sql.ref(`${place.alias}.${column}`)})`,
  );
  return (row) => row[key] ?? null;
}

/** How a record of `object` is called, as text; at most 200 characters. */
export function titleExpression(work: Work, object: CatalogueObject, alias: string): RawBuilder<unknown> {
  const field = visibleField(work, object, object.title);
  if (!field) return sql`null::text`;
  const column = sql.ref(`${alias}.${columnsOf(object.title, field)[0]?.name ?? "id"}`);
  const target = targetOf(work, field);
  if (!target) return field.type === "long_text" ? sql`left(${column}, 200)` : sql`${column}`;
  const linked = under(alias, "title");
  return sql`(select ${titleExpression(work, target, linked)} from ${sql.table(target.table)} as ${sql.ref(linked)}
    where ${conjunction([sql`${sql.ref(`${linked}.id`)} = ${column}`, visibility(work, target, linked)])})`;
}

/** The column that tells the faces of a wide object apart, and the face each value means: `person`, `company`. */
export function faceOf(
  work: Work,
  object: CatalogueObject,
): { readonly column: string; readonly names: ReadonlyMap<string, string> } | undefined {
  const faces = object.faces.map((face) => work.catalogue.object(face));
  const column = Object.keys(faces[0]?.where ?? {})[0];
  return column
    ? { column, names: new Map(faces.map((face) => [face.where?.[column] ?? "", face.name])) }
    : undefined;
}

function addColumn(draft: Draft, alias: string, column: string): string {
  draft.inner.add(column);
  return addExpression(draft, sql`${sql.ref(`${alias}.${column}`)}`);
}

function addExpression(draft: Draft, expression: RawBuilder<unknown>): string {
  const key = `c${draft.columns.length}`;
  draft.columns.push(sql`${expression} as ${sql.ref(key)}`);
  return key;
}
