import { type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, isComputed, type RecordData } from "../contract/index.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import { fieldType } from "../field-types/field-types.ts";
import type { Work } from "../work.ts";
import { knownField, targetOf } from "./field-path.ts";
import { isSeenInPart, whereSeen } from "./field-sight.ts";
import { placeType, placeValue } from "./place-value.ts";
import { holderColumn } from "./reach.ts";
import {
  addColumn,
  addExpression,
  addValue,
  type SelectionDraft,
  draftOn,
  linkedAlias,
  passThrough,
  type Read,
  type Row,
} from "./selection-draft.ts";
import { faceOf, titleExpression } from "./title.ts";
import { conjunction, visibility } from "./visibility.ts";
import { type Asked, type Wanted, wantedFields } from "./wanted-fields.ts";

/** What a query reads of each row, and how a row becomes a record. */
export interface Selection {
  /** Columns of the table itself that the inner query must hand out. */
  readonly inner: ReadonlySet<string>;
  readonly columns: readonly RawBuilder<unknown>[];
  readonly joins: readonly RawBuilder<unknown>[];
  readonly shape: (row: Row) => RecordData;
}

const nothingMore: Wanted = { everything: false, fields: new Map() };

/** Records behind one `links` field that an expansion shows. */
const mostLinked = 100;

/**
 * Chooses fields of `object` whose rows stand under `alias`. A link reads as id and title, joined in the same query,
 * with what is wanted behind it; a linked record that the actor may not see reads as null, and a field of it that the
 * actor may not see does not exist. Throws `field_unknown`, `expansion_too_wide`.
 */
export function selectFields(
  work: Work,
  object: CatalogueObject,
  alias: string,
  asked: Asked = {},
): Selection {
  const draft = draftOn(work, alias, { asJson: false, links: { count: 0 } });
  draft.inner.add("id").add("version");
  draft.columns.push(
    sql`${sql.ref(`${alias}.id`)} as "id"`,
    sql`${sql.ref(`${alias}.version`)} as "version"`,
  );
  const readers = fieldReaders(draft, object, alias, { wanted: wantedFields(asked), path: "" });
  const shape = (row: Row): RecordData =>
    readAll(readers, { id: row.id, version: row.version }, row) as never;
  return { ...draft, shape };
}

function readAll(
  readers: readonly (readonly [string, Read])[],
  record: Record<string, unknown>,
  row: Row,
): Record<string, unknown> {
  for (const [name, read] of readers) {
    const value = read(row);
    if (value !== undefined) record[name] = value;
  }
  return record;
}

interface Place {
  readonly object: CatalogueObject;
  readonly alias: string;
  readonly name: string;
  readonly field: Field;
  /** What is wanted behind it, and how the request calls it. */
  readonly wanted: Wanted;
  readonly path: string;
}

/** How to read each field that is wanted of the rows of `object` under `alias`. Ids and versions come by themselves. */
function fieldReaders(
  draft: SelectionDraft,
  object: CatalogueObject,
  alias: string,
  { wanted, path }: Pick<Place, "wanted" | "path">,
): [string, Read][] {
  const names = new Map<string, Wanted>();
  if (wanted.everything) {
    for (const name of Object.keys(object.fields))
      if (knownField(draft.work, object, name)) names.set(name, nothingMore);
  }
  for (const [name, behind] of wanted.fields) names.set(name, behind);
  names.delete("id");
  names.delete("version");
  return [...names].map(([name, behind]) => {
    const field = knownField(draft.work, object, name);
    if (!field) throw new AppError("field_unknown", { field: path + name });
    const place = { object, alias, name, field, wanted: behind, path: path + name };
    return [name, whereItIsSeen(draft, place, readerOf(draft, place))];
  });
}

/** Reads nothing at all on a record on which the actor does not see the field. */
function whereItIsSeen(draft: SelectionDraft, place: Place, read: Read): Read {
  const { object, alias } = place;
  const seen = whereSeen(draft.work, place);
  if (!seen) return read;
  passHolder(draft, object, alias);
  const cell = addExpression(draft, seen);
  return (row) => (cell(row) === true ? read(row) : undefined);
}

/** What tells whose a record is, and which face, for conditions on fields seen in part. */
function passHolder(draft: SelectionDraft, object: CatalogueObject, alias: string): void {
  passThrough(draft, alias, holderColumn(object));
  for (const face of object.faces)
    for (const column of Object.keys(draft.work.catalogue.object(face).where ?? {}))
      passThrough(draft, alias, column);
}

function readerOf(draft: SelectionDraft, place: Place): Read {
  const { field, alias, name, wanted } = place;
  const target = targetOf(draft.work, field);
  if (field.type === "links" && target) return linksReader(draft, place, field, target);
  if (target) return linkReader(draft, place, target);
  const parts = fieldType(field).parts ?? {};
  const strange = [...wanted.fields.keys()].find((part) => !Object.hasOwn(parts, part));
  if (strange !== undefined) throw new AppError("field_unknown", { field: `${place.path}.${strange}` });
  if (wanted.everything) throw new AppError("field_unknown", { field: place.path });
  if (field.type === "file") return fileReader(draft, place);
  if (isComputed(field)) return computedReader(draft, place);
  const cells = columnsOf(name, field).map((column) => addColumn(draft, alias, column));
  const { read } = fieldColumns(field);
  const [first] = cells;
  return cells.length === 1 && first
    ? (row) => read([first(row)])
    : (row) => read(cells.map((cell) => cell(row)));
}

/** What is computed stands on columns of its row, which the query inside must hand out. */
function computedReader(draft: SelectionDraft, { object, alias, name, field }: Place): Read {
  const place = { hops: [], object, name, field };
  const { columns = [] } = draft.work.catalogue.computation(place) ?? {};
  for (const column of columns) passThrough(draft, alias, column);
  if (isSeenInPart(draft.work, object)) passHolder(draft, object, alias);
  const cell = addValue(draft, placeValue(draft.work, place, alias), placeType(place));
  return (row) => fieldColumns(field).read([cell(row)]);
}

function linkReader(draft: SelectionDraft, place: Place, target: CatalogueObject): Read {
  const column = columnsOf(place.name, place.field)[0]?.name ?? "id";
  passThrough(draft, place.alias, column);
  const linked = linkedAlias(draft);
  draft.joins.push(
    sql`left join ${sql.table(target.table)} as ${sql.ref(linked)} on ${conjunction([
      sql`${sql.ref(`${linked}.id`)} = ${sql.ref(`${place.alias}.${column}`)}`,
      visibility(draft.work, target, linked),
    ])}`,
  );
  return linkedReader(draft, place, target, linked);
}

/** A linked record whose row stands under `linked`: what makes a chip of it, then what is wanted of it. */
function linkedReader(
  draft: SelectionDraft,
  { wanted, path }: Place,
  target: CatalogueObject,
  linked: string,
): Read {
  const { work } = draft;
  const id = addExpression(draft, sql`${sql.ref(`${linked}.id`)}`);
  const title = addExpression(draft, titleExpression(work, target, linked));
  const face = faceOf(work, target);
  const kind = face && addExpression(draft, sql`${sql.ref(`${linked}.${face.column}`)}`);
  const version =
    wanted.everything || wanted.fields.has("version")
      ? addExpression(draft, sql`${sql.ref(`${linked}.version`)}`)
      : undefined;
  const readers = fieldReaders(draft, target, linked, { wanted, path: `${path}.` });
  return (row) => {
    if (id(row) == null) return null;
    const link: Record<string, unknown> = { id: id(row), title: title(row) };
    link.object = face && kind ? (face.names.get(kind(row) as string) ?? target.name) : target.name;
    if (version) link.version = version(row);
    return readAll(readers, link, row);
  };
}

function linksReader(
  draft: SelectionDraft,
  place: Place,
  field: Extract<Field, { type: "links" }>,
  target: CatalogueObject,
): Read {
  const linked = linkedAlias(draft);
  const between = `${linked}_b`;
  const inside = draftOn(draft.work, linked, { asJson: true, links: draft.links });
  const read = linkedReader(inside, place, target, linked);
  const isBounded = place.wanted.everything || place.wanted.fields.size > 0;
  const cell = addExpression(
    draft,
    sql`(select coalesce(jsonb_agg(to_jsonb(m)), '[]') from (
      select ${sql.join(inside.columns)}
      from ${sql.table(field.through)} as ${sql.ref(between)}
      join ${sql.table(target.table)} as ${sql.ref(linked)} on ${sql.ref(`${linked}.id`)} = ${sql.ref(`${between}.${field.toColumn}`)}
      ${sql.join(inside.joins, sql` `)}
      where ${conjunction([
        sql`${sql.ref(`${between}.${field.from}`)} = ${sql.ref(`${place.alias}.id`)}`,
        visibility(draft.work, target, linked),
      ])}
      order by ${sql.ref(`${linked}.id`)} ${isBounded ? sql`limit ${mostLinked}` : sql``}) as m)`,
  );
  return (row) => (cell(row) as Row[]).map(read);
}

function fileReader(draft: SelectionDraft, { alias, name, field }: Place): Read {
  const column = columnsOf(name, field)[0]?.name ?? "id";
  passThrough(draft, alias, column);
  const cell = addExpression(
    draft,
    sql`(select jsonb_build_object('id', f.id, 'title', f.name, 'size', f.size, 'type', f.type)
        from files f where f.id = ${sql.ref(`${alias}.${column}`)})`,
  );
  return (row) => cell(row) ?? null;
}
