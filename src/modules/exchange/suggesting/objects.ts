import type { ColumnSurvey } from "../contract/imports.ts";
import { type FindObject, isImportable, type TargetObject } from "../contract/targets.ts";
import { comparable, wordsOf } from "../values/likeness.ts";
import { type ColumnSuggestion, suggestColumns, type Titles, wordsFor } from "./columns.ts";

export interface ObjectSuggestion {
  readonly object: string;
  readonly score: number;
  readonly columns: readonly ColumnSuggestion[];
}

/** What a file may be about, likeliest first: by how many columns find a place, and a little by the file's name. */
export function suggestObjects(
  file: { readonly name: string; readonly columns: readonly ColumnSurvey[] },
  objects: readonly TargetObject[],
  find: FindObject,
  titles: Titles,
): ObjectSuggestion[] {
  const fileWords = wordsOf(file.name.replace(/\.\w+$/, ""));
  return objects
    .filter(isImportable)
    .map((object) => {
      const columns = suggestColumns(file.columns, object, find, titles);
      const placed =
        columns.reduce((sum, column) => sum + column.certainty, 0) / Math.max(1, file.columns.length);
      const named = columns.some(({ target }) => isNaming(object, target.path)) ? 0.15 : -0.3;
      // A list of names and addresses of mail is one of customers, unless something says that it is one of our own people.
      const outside = object.mergeable ? 0.05 : 0;
      const called = wordsFor(object.name, titles).some((word) => fileWords.includes(comparable(word)));
      return { object: object.name, score: placed + named + outside + (called ? 0.15 : 0), columns };
    })
    .sort((left, right) => right.score - left.score);
}

// A file about records names them somehow: by title or by key.
function isNaming(object: TargetObject, path: string): boolean {
  return path.split(".")[0] === object.title || (object.keys ?? []).includes(path);
}

/**
 * The order in which several files are taken: what others point to comes first (companies before deals); files
 * that point to each other keep the order in which they came.
 */
export function orderFiles<
  T extends { readonly object: string | null; readonly suggested: readonly string[] },
>(files: readonly T[]): T[] {
  const rest = [...files];
  const ordered: T[] = [];
  while (rest.length > 0) {
    const free = rest.findIndex((file) => !rest.some((other) => other !== file && pointsTo(file, other)));
    ordered.push(...rest.splice(Math.max(0, free), 1));
  }
  return ordered;
}

function pointsTo(
  file: { readonly suggested: readonly string[] },
  other: { readonly object: string | null },
): boolean {
  return other.object !== null && file.suggested.includes(other.object);
}
