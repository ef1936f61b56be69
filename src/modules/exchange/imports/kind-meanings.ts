import type { CatalogueObject, Work } from "#records";
import { kindWords } from "../suggesting/vocabulary.ts";
import { comparable } from "../values/likeness.ts";
import { titlesOf } from "./titles.ts";

/** A kind that few records of an object have, with what it is called: the stage of the kind won. */
interface Kind {
  readonly field: string;
  readonly key: string;
  readonly words: string[];
}

/** The kinds of an object but for the ordinary one, which many records have and which names none. */
export function kindsOf(work: Work, object: CatalogueObject): Kind[] {
  const titles = titlesOf(work.catalogue);
  return Object.entries(object.fields).flatMap(([field, definition]) => {
    if (definition.type !== "choice" || !definition.required) return [];
    return definition.options
      .filter((key) => key !== definition.default)
      .map((key) => ({
        field,
        key,
        words: [
          key,
          `closed ${key}`,
          ...titles.option(object.name, field, key),
          ...(kindWords[`${object.name}.${field}.${key}`] ?? []),
        ],
      }));
  });
}

/** Makes the function that tells by its name of what kind a record is to be: "Closed Won" is a stage that is won. */
export function kindMeant(work: Work, object: CatalogueObject): (name: string) => Record<string, string> {
  const kinds = kindsOf(work, object).map((kind) => ({
    ...kind,
    words: new Set(kind.words.map(comparable)),
  }));
  return (name) => {
    const found = kinds.find(({ words }) => words.has(comparable(name)));
    return found ? { [found.field]: found.key } : {};
  };
}
