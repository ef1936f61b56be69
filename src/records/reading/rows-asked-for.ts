import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Filter, parseFilterText } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import { filterCondition } from "./filter-condition.ts";
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
    searchCondition(object, alias, question.search),
  ]);
}

/** Whether quick search can look into the object: one of its fields is searched. */
export function isSearched(object: CatalogueObject): boolean {
  return Object.values(object.fields).some((field) => field.searched);
}

/** Each word must be found, in whichever script it was typed. */
export function searchCondition(
  object: CatalogueObject,
  alias: string,
  search: string | undefined,
): RawBuilder<SqlBool> | undefined {
  const words = (search ?? "").replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0 || !isSearched(object)) return undefined;
  const column = sql.ref(`${alias}.search_text`);
  return conjunction(
    words.map((word) => sql<SqlBool>`${column} like '%' || search_fold(${likeLiteral(word)}) || '%'`),
  );
}
