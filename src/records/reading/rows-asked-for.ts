import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Filter } from "#kernel/filter";
import { parseFilterText } from "#kernel/filter-text";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { visibleField } from "./field-path.ts";
import { filterCondition } from "./filter-condition.ts";
import { assertFilterSize } from "./filter-size.ts";
import { likeLiteral } from "./filter-leaf.ts";
import { conjunction, faceCondition, visibility } from "./visibility.ts";

/** Which rows a list, a count, a total or a bulk change speaks of. */
export interface Question {
  readonly filter?: string | Filter | undefined;
  readonly search?: string | undefined;
  /** The recycle bin instead of what is in use, or both. */
  readonly archived?: boolean | "either" | undefined;
}

/** The condition of a question on rows under `alias`: face, recycle bin, rights, filter and words, in this order. */
export function questionCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  question: Question,
): RawBuilder<SqlBool> {
  const filter = typeof question.filter === "string" ? parseFilterText(question.filter) : question.filter;
  if (filter) assertFilterSize(work.catalogue, object, filter);
  const archived = sql.ref(`${alias}.archived_at`);
  return conjunction([
    faceCondition(object, alias),
    question.archived === "either"
      ? undefined
      : question.archived
        ? sql`${archived} is not null`
        : sql`${archived} is null`,
    visibility(work, object, alias),
    filter && filterCondition({ work, object, alias }, filter),
    searchCondition(work, object, alias, question.search),
  ]);
}

/** Whether quick search can look into the object: one of its fields is searched. */
export function isSearched(object: CatalogueObject): boolean {
  return Object.values(object.fields).some((field) => field.searched);
}

/** Each word must be found, in whichever script it was typed, and in a field that the actor may see. */
export function searchCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  search: string | undefined,
): RawBuilder<SqlBool> | undefined {
  const words = (search ?? "").replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0 || !isSearched(object)) return undefined;
  const places = [sql`${sql.ref(`${alias}.search_text`)}`, ...openText(work, object, alias)];
  return conjunction(
    places.flatMap((place) =>
      words.map((word) => sql<SqlBool>`${place} like '%' || search_fold(${likeLiteral(word)}) || '%'`),
    ),
  );
}

// The column has the words of all searched fields. Where the actor may not see one of these, the index finds what
// may be it, and the fields that are seen decide; else a hidden address could be guessed letter by letter.
function openText(work: Work, object: CatalogueObject, alias: string): RawBuilder<string>[] {
  const searched = Object.keys(object.fields).filter((name) => object.fields[name]?.searched);
  const seen = searched.filter((name) => visibleField(work, object, name));
  if (seen.length === searched.length) return [];
  const columns = seen.map(
    (name) => sql`${sql.ref(`${alias}.${columnsOf(name, object.fields[name] as Field)[0]?.name}`)}`,
  );
  return [sql`search_fold(concat_ws(' ', ${sql.join([sql`''::text`, ...columns])}))`];
}
