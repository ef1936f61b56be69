import { type CompiledQuery, type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type Page, type RecordData } from "../contract/index.ts";
import { askAgain } from "../search/asking-again.ts";
import { relevantIds } from "../search/relevant-ids.ts";
import { withinSearchTime } from "../search/search-time.ts";
import type { Work } from "../work.ts";
import { countOf } from "./counting.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { visibleField } from "./field-path.ts";
import { ask, compiled, kept, place } from "./kept-queries.ts";
import { type Cut, orderedRows } from "./ordered-rows.ts";
import { asksByWords, type Question, questionCondition } from "./rows-asked-for.ts";
import { selectFields } from "./selection.ts";
import type { Row } from "./selection-draft.ts";
import { sortKeys } from "./sorting.ts";
import { conjunction } from "./visibility.ts";
import type { Asked } from "./wanted-fields.ts";

/** What a list is asked for; all texts as in the query string of the API. */
export interface ListRequest extends Question, Asked {
  readonly ids?: readonly string[] | undefined;
  readonly limit?: number;
  readonly cursor?: string | undefined;
  readonly sort?: string | undefined;
  readonly count?: boolean | undefined;
}

/** The alias under which the rows of a list stand in its query. */
const alias = "t";

/**
 * A page of the records of `objectName` that the actor may read. The one read path: rights, filter, order, keyset
 * cursor, then the fields asked for, with links opened in the same query. Throws `not_found` where nothing of
 * the object may be read, and the errors of filter, sort, cursor and fields.
 */
export async function list(work: Work, objectName: string, request: ListRequest = {}): Promise<Page> {
  const object = readableObject(work, objectName);
  const page =
    asksByWords(object, request.search) && !request.sort
      ? await relevantPage(work, object, request)
      : await askAgain(
          work,
          request,
          (asking, asked) => sortedPage(asking, object, asked),
          ({ data }) => data.length === 0,
        );
  return { ...page, ...(request.count ? { count: await countOf(work, object, request) } : {}) };
}

/** What was searched for without an order asked for, the most relevant first: which records, then what is in them. */
async function relevantPage(work: Work, object: CatalogueObject, request: ListRequest): Promise<Page> {
  const { ids, next } = await withinSearchTime(work, (searching) => relevantIds(searching, object, request));
  if (ids.length === 0) return { data: [], next };
  const { fields, expand, limit } = request;
  const { data } = await sortedPage(work, object, {
    fields,
    expand,
    limit,
    ids,
    archived: "either",
    sort: "id",
  });
  const found = new Map(data.map((record) => [record.id, record]));
  return { data: ids.flatMap((id) => found.get(id) ?? []), next };
}

async function sortedPage(work: Work, object: CatalogueObject, request: ListRequest): Promise<Page> {
  const sort = request.sort || standardSort(work, object);
  const cursor = request.cursor ? readCursor(request.cursor, sort, work.now) : undefined;
  // All pages speak of the moment in which the walk began: an order by what changes with the clock would never end.
  const began = cursor?.began ?? work.now;
  const { query, keys, shape } = pageQuery(work, object, request, { sort, cursor });
  const limit = request.limit ?? 50;
  const rows = await ask(work, query, { ...keyPlaces(cursor), ids: request.ids });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows.slice(0, limit).map(shape),
    next: last
      ? writeCursor({
          sort,
          began,
          values: Array.from({ length: keys }, (_, index) => last[`k${index}`] as string | null),
        })
      : null,
  };
}

// A role may hide what the object is sorted by.
function standardSort(work: Work, object: CatalogueObject): string {
  const keys = object.sort.split(",");
  return keys.filter((key) => visibleField(work, object, key.replace(/^-/, ""))).join(",");
}

/** One record. Throws `not_found` where there is none or the actor may not read it. */
export async function get(
  work: Work,
  objectName: string,
  id: string,
  request: Asked = {},
): Promise<RecordData> {
  const object = readableObject(work, objectName);
  const { query, shape } = recordQuery(work, object, request);
  const [row] = await ask(work, query, { id });
  if (!row) throw new AppError("not_found", { params: { object: objectName } });
  return shape(row);
}

interface RecordQuery {
  readonly query: CompiledQuery<Row>;
  readonly shape: (row: Row) => RecordData;
}

interface RecordReading {
  readonly statement: RawBuilder<Row>;
  readonly shape: (row: Row) => RecordData;
}

interface ReadRows {
  /** The table, or what a statement has just written. */
  readonly rows: RawBuilder<unknown>;
  readonly which?: RawBuilder<SqlBool>;
  /** That it is known already that the actor sees them. */
  readonly isSeen?: boolean;
}

/** What reads records of `object` as the actor may see them. */
export function recordReading(
  making: Work,
  object: CatalogueObject,
  asked: Asked,
  { rows, which, isSeen = false }: ReadRows,
): RecordReading {
  const selection = selectFields(making, object, alias, asked);
  // In the recycle bin or not: a link to an archived record still opens.
  const seen = isSeen ? undefined : questionCondition(making, object, alias, { archived: "either" });
  const condition = conjunction([which, seen]);
  const statement = sql<Row>`select ${sql.join(selection.columns)}
    from ${rows} as ${sql.ref(alias)} ${sql.join(selection.joins, sql` `)}
    where ${condition}`;
  return { statement, shape: selection.shape };
}

function recordQuery(work: Work, object: CatalogueObject, { fields, expand }: Asked): RecordQuery {
  return kept(work, `get ${JSON.stringify([object.name, fields, expand])}`, (making) => {
    const which = sql<SqlBool>`${sql.ref(`${alias}.id`)} = ${place("id")}::uuid`;
    const rows = sql.table(object.table);
    const { statement, shape } = recordReading(making, object, { fields, expand }, { rows, which });
    return { query: compiled(making, statement), shape };
  });
}

/** Those of `ids` that the actor may read. */
export async function visibleIds(work: Work, objectName: string, ids: readonly string[]): Promise<string[]> {
  const object = work.catalogue.object(objectName);
  if (grantOn(work.actor.rights, objectName).read === "none" || ids.length === 0) return [];
  const condition = questionCondition(work, object, alias, { archived: "either" });
  const { rows } = await sql<{ id: string }>`select ${sql.ref(`${alias}.id`)}
    from ${sql.table(object.table)} as ${sql.ref(alias)}
    where ${sql.ref(`${alias}.id`)} = any(${ids}::uuid[]) and ${condition}`.execute(work.db);
  return rows.map((row) => row.id);
}

/** The object, where the actor may read any of its records. Throws `not_found`. */
export function readableObject(work: Work, objectName: string): CatalogueObject {
  const object = work.catalogue.object(objectName);
  if (grantOn(work.actor.rights, objectName).read === "none") {
    throw new AppError("not_found", { params: { object: objectName } });
  }
  return object;
}

interface Order {
  readonly sort: string;
  readonly cursor: Cursor | undefined;
}

interface PageQuery extends RecordQuery {
  /** How many keys its rows are ordered by. */
  readonly keys: number;
}

function pageQuery(
  work: Work,
  object: CatalogueObject,
  request: ListRequest,
  { sort, cursor }: Order,
): PageQuery {
  const { cursor: _, count: __, ids, ...asked } = request;
  const question = { ...asked, ...(ids && { ids: place("ids") }) };
  const shape = [object.name, sort, asked, ids !== undefined, cursor?.values.map((value) => value === null)];
  const walk = cursor ? { ...work, asOf: cursor.began } : work;
  return kept(walk, `list ${JSON.stringify(shape)}`, (making) => {
    const keys = sortKeys(making, object, alias, sort);
    if (cursor && cursor.values.length !== keys.length) throw new AppError("cursor_invalid");
    return { keys: keys.length, ...page(making, object, question, { keys, after: cursor?.values }) };
  });
}

type PageRequest = Question & Asked & Pick<ListRequest, "limit">;

// The page is cut before links are joined: joined first, a deep page cost 1,250 ms instead of 8.
function page(work: Work, object: CatalogueObject, request: PageRequest, cut: Cut): RecordQuery {
  const selection = selectFields(work, object, "p", request);
  const inner = [...selection.inner].map((column) => sql`${sql.ref(`${alias}.${column}`)}`);
  const keys = cut.keys.map((_, index) => {
    const key = sql.ref(`k${index}`);
    return sql`${key}::text as ${key}`;
  });
  const query = sql<Row>`
    select ${sql.join(selection.columns)}, ${sql.join(cut.keys.map((_, index) => sql.ref(`p.k${index}`)))}
    from (select ${sql.join([...inner, ...keys])}, row_number() over () as place
      from (${orderedRows(work, object, alias, { ...cut, asked: request })}) as ${sql.ref(alias)}) as p
    ${sql.join(selection.joins, sql` `)}
    order by p.place`;
  return { query: compiled(work, query), shape: selection.shape };
}

function keyPlaces(cursor: Cursor | undefined): Record<string, unknown> {
  return Object.fromEntries((cursor?.values ?? []).map((value, at) => [`k${at}`, value]));
}
