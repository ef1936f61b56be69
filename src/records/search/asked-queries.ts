import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { place } from "../reading/kept-queries.ts";
import type { Work } from "../work.ts";
import type { Reading } from "./asked-words.ts";
import { identifyingObjects, placesOf, repeatedPlaces, type SearchPlace } from "./search-places.ts";
import { type Matching, phoneQuery, queryOf, wordQuery } from "./search-query.ts";

/**
 * What is looked for in the records of an object: each `tsquery` by a name. A condition names those it asks by, and so
 * is the same whatever was typed; only its fields with an index of their own are asked word by word.
 */
export interface AskedQueries {
  /** How many words and numbers each reading has: all that a condition depends on. */
  readonly shape: readonly { readonly words: number; readonly phones: number }[];
  readonly texts: Readonly<Record<string, string>>;
}

/** Puts a `tsquery` into a condition, by its name. */
export type QueryText = (name: string) => RawBuilder<string>;

const matchings: readonly Matching[] = ["begins", "whole", "title"];

export function askedQueries(
  work: Work,
  object: CatalogueObject,
  readings: readonly Reading[],
): AskedQueries {
  const texts: Record<string, string> = {};
  const places = placesOf(work, object);
  const together = places.filter(({ own }) => !own);
  const alone = places.filter(({ own }) => own);
  const put = (name: string, here: readonly SearchPlace[], query: QueryIn) => {
    texts[name] = query(here) ?? "";
    if (here.some(({ inPart }) => inPart))
      texts[everywhere(name)] = query(here.filter(({ inPart }) => !inPart)) ?? "";
  };
  const repeated = repeatedPlaces(work, object);
  const putTogether = (name: string, query: QueryIn) => {
    put(name, together, query);
    for (const { kind, places: here } of repeated) texts[repeatedName(name, kind)] = query(here) ?? "";
  };
  for (const matching of matchings)
    putTogether(nameOf(object, matching), (here) => queryOf(readings, here, matching));
  for (const other of identifyingObjects(work, object))
    put(nameOf(object, other.name), placesOf(work, other), (here) => queryOf(readings, here, "begins"));
  for (const [at, { words, phones }] of readings.entries()) {
    if (alone.length === 0) break;
    for (const [which, putHere] of [
      ["together", putTogether] as const,
      ...alone.map((one) => [one.field, (name: string, query: QueryIn) => put(name, [one], query)] as const),
    ]) {
      for (const [number, word] of words.entries())
        for (const matching of matchings)
          putHere(nameOf(object, matching, at, number, which), (some) => wordQuery(word, some, matching));
      for (const [number, phone] of phones.entries())
        putHere(nameOf(object, "phone", at, number, which), (some) => phoneQuery(phone, some));
    }
  }
  return {
    shape: readings.map(({ words, phones }) => ({ words: words.length, phones: phones.length })),
    texts,
  };
}

type QueryIn = (places: readonly SearchPlace[]) => string | undefined;

/** The name of the same query in fields alone that the actor sees on every record. */
export function everywhere(name: string): string {
  return `${name} everywhere`;
}

/** The name of the same query in what rows of a kind repeat of another record. */
export function repeatedName(name: string, kind: string): string {
  return `${name} repeated ${kind}`;
}

/** The name of a `tsquery` for `object`. */
export function nameOf(object: CatalogueObject, ...parts: readonly (string | number)[]): string {
  return `${object.name} ${parts.join(" ")}`;
}

/** For a query that is asked once. */
export function asValues({ texts }: AskedQueries): QueryText {
  return (name) => sql<string>`${texts[name] ?? ""}`;
}

/** For a query that is kept. */
export const asPlaces: QueryText = (name) => place<string>(name);
