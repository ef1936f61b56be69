import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Filter } from "#kernel/filter";
import { parseFilterText } from "#kernel/filter-text";
import type { CatalogueObject } from "../catalogue.ts";
import { askedQueries } from "../search/asked-queries.ts";
import { type Reading, readingOf } from "../search/asked-words.ts";
import { isSearched } from "../search/search-places.ts";
import { foundCondition } from "../search/words-condition.ts";
import type { Work } from "../work.ts";
import { filterCondition } from "./filter-condition.ts";
import { assertFilterSize } from "./filter-size.ts";
import { faceCondition } from "./face.ts";
import { conjunction, visibility } from "./visibility.ts";

/** Which rows a list, a count, a total or a bulk change speaks of. */
export interface Question {
  readonly filter?: string | Filter | undefined;
  /** Words, or how they are understood. */
  readonly search?: string | readonly Reading[] | undefined;
  /** These records alone, or the place of their ids in a query that is kept. */
  readonly ids?: readonly string[] | RawBuilder<unknown> | undefined;
  /** The recycle bin instead of what is in use, or both. */
  readonly archived?: boolean | "either" | undefined;
}

/** The condition of a question on rows under `alias`: ids, face, recycle bin, rights, filter and words, in this order. */
export function questionCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  question: Question,
): RawBuilder<SqlBool> {
  const filter = typeof question.filter === "string" ? parseFilterText(question.filter) : question.filter;
  if (filter) assertFilterSize(work.catalogue, object, filter);
  return conjunction([
    question.ids && sql<SqlBool>`${sql.ref(`${alias}.id`)} = any(${question.ids}::uuid[])`,
    faceCondition(object, alias),
    binCondition(alias, question.archived),
    visibility(work, object, alias),
    filter && filterCondition({ work, object, alias }, filter),
    searchCondition(work, object, alias, question.search),
  ]);
}

/** Whether there are words to look for, and the object has something to look into. */
export function asksByWords(object: CatalogueObject, search: Question["search"]): boolean {
  return search !== undefined && (typeof search !== "string" || search.trim() !== "") && isSearched(object);
}

/** What lies in the recycle bin, what does not, or no condition at all. */
export function binCondition(alias: string, archived: Question["archived"]): RawBuilder<SqlBool> | undefined {
  if (archived === "either") return undefined;
  const column = sql.ref(`${alias}.archived_at`);
  return archived ? sql<SqlBool>`${column} is not null` : sql<SqlBool>`${column} is null`;
}

/** The condition of a search; undefined where nothing is asked for, or the object has nothing to look into. */
function searchCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  search: Question["search"],
): RawBuilder<SqlBool> | undefined {
  if (!asksByWords(object, search)) return undefined;
  const readings = typeof search === "string" ? [readingOf(search)] : (search ?? []);
  return foundCondition({ work, object, alias, asked: askedQueries(work, object, readings) });
}
