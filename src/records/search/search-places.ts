import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import { knownField } from "../reading/field-path.ts";
import { whereSeen } from "../reading/field-sight.ts";
import type { Work } from "../work.ts";

/** Where the words of a searched field stand that the actor may see. */
export interface SearchPlace {
  readonly field: string;
  /** The column of its text. */
  readonly column: string;
  /** How it was taken apart: by `search_title`, `search_words`, `search_phone`, or by both of the last. */
  readonly kind: "title" | "words" | "phone" | "contact";
  /** Under which marks its words stand. */
  readonly marks: readonly string[];
  /** Not in the column `search_words`, but in an index on the field itself. */
  readonly own: boolean;
  /** The actor sees the field on some of the records only: `whereSeen` says on which. */
  readonly inPart: boolean;
}

/** Mark of the words in an index of a field's own. */
export const ownMark = "x";

/** Whether search can look into the object: one of its fields is searched. */
export function isSearched(object: CatalogueObject): boolean {
  return Object.values(object.fields).some((field) => field.searched);
}

/** The places where the actor may look. What is hidden is not among them, and so is never looked at. */
export function placesOf(work: Work, object: CatalogueObject): readonly SearchPlace[] {
  return Object.keys(object.fields).flatMap((name): SearchPlace[] => {
    const field = knownField(work, object, name);
    const column = field?.searched ? columnsOf(name, field)[0] : undefined;
    if (!field || column?.type !== "text") return [];
    const letter = object.searchWords?.[name];
    const inPart = whereSeen(work, { object, name, alias: "t" }) !== undefined;
    const place = { field: name, column: column.name, inPart };
    if (letter === undefined) {
      return [{ ...place, kind: field.type === "phone" ? "phone" : "words", marks: [ownMark], own: true }];
    }
    const marks = facesOf(work, object).map((face) => face + letter);
    return [{ ...place, kind: kindOf(object, name), marks, own: false }];
  });
}

/** What rows of one kind repeat of the record that they identify, which alone has their words. */
export interface RepeatedPlaces {
  /** What such rows have in the column of their kinds. */
  readonly kind: string;
  readonly places: readonly SearchPlace[];
}

/** By kind the places on the other record. Who may not see these sees no such row, so that nothing more is asked of them. */
export function repeatedPlaces(
  work: Work,
  { wordsRepeated, repeats }: CatalogueObject,
): readonly RepeatedPlaces[] {
  if (wordsRepeated === undefined) return [];
  return Object.entries(repeats?.fields ?? {}).map(([kind, path]) => {
    const [other = "", field] = path.split(".");
    const places = placesOf(work, work.catalogue.object(other)).filter((place) => place.field === field);
    return { kind, places: places.map((place) => ({ ...place, inPart: false })) };
  });
}

/** The text of a place in a row under `alias`, as far as it is searched; null where the actor does not see it. */
export function textIn(
  work: Work,
  object: CatalogueObject,
  { field, column }: SearchPlace,
  alias: string,
): RawBuilder<unknown> {
  const seen = whereSeen(work, { object, name: field, alias });
  const text = sql`left(${sql.ref(`${alias}.${column}`)}, 4000)`;
  return seen ? sql`case when ${seen} then ${text} end` : text;
}

/** Objects whose records are ways to those of `object`, where the actor may see any. */
export function identifyingObjects(work: Work, object: CatalogueObject): readonly CatalogueObject[] {
  return [...work.catalogue.objects.values()].filter((other) => {
    const link = other.identifies ? other.fields[other.identifies] : undefined;
    return (
      link?.type === "link" &&
      work.catalogue.object(link.to).table === object.table &&
      grantOn(work.actor.rights, other.name).read !== "none"
    );
  });
}

/** The column of the link by which a record of `object` is a way to another. */
export function identifyingColumn(object: CatalogueObject): string {
  const name = object.identifies ?? "";
  const field = object.fields[name];
  return (field && columnsOf(name, field)[0]?.name) ?? "id";
}

function kindOf(object: CatalogueObject, name: string): SearchPlace["kind"] {
  if (object.identifies) return "contact";
  const type = object.fields[name]?.type;
  if (name === object.title && type !== "long_text") return "title";
  return type === "phone" ? "phone" : "words";
}

function facesOf(work: Work, object: CatalogueObject): readonly string[] {
  const letter = (one: CatalogueObject) => Object.values(one.where ?? {})[0]?.[0] ?? "";
  return object.faces.length > 0
    ? object.faces.map((face) => letter(work.catalogue.object(face)))
    : [letter(object)];
}
