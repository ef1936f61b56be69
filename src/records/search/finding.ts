import type { CatalogueObject } from "../catalogue.ts";
import { type FoundRecord, grantOn } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { asksNothing, readingOf } from "./asked-words.ts";
import { candidates } from "./candidates.ts";
import { hitsOf, ranked } from "./hits.ts";
import { kindredReadings } from "./kindred-words.ts";
import { isSearched } from "./search-places.ts";
import { withinSearchTime } from "./search-time.ts";

/** Fewer than these, and what is like the words is looked for as well. */
const few = 3;

/**
 * Finds records of all objects that the actor may read by words, numbers and addresses, in whichever script, order or
 * notation; by what is like them where hardly anything is found. Best first: the title itself, what begins with the
 * words, whole words, beginnings of words, words that have them inside, words like them; of equals one's own, then the
 * newest. `limit` counts each object. Each hit says in which field it was found, and where in it. Throws `search_too_slow`.
 */
export async function find(work: Work, text: string, limit: number): Promise<FoundRecord[]> {
  return withinSearchTime(work, (searching) => foundIn(searching, text, limit));
}

async function foundIn(work: Work, text: string, limit: number): Promise<FoundRecord[]> {
  const objects = objectsToSearch(work);
  const reading = readingOf(text);
  if (objects.length === 0 || asksNothing(reading)) return [];
  const found = await candidates(work, objects, [reading], limit);
  const kindred = found.length < few ? await kindredReadings(work, text) : [];
  const alike = kindred.length > 0 ? await candidates(work, objects, kindred, limit) : [];
  const known = new Set(found.map(({ id }) => id));
  const others = alike.filter(({ id }) => !known.has(id));
  return [
    ...(await hitsOf(work, ranked(found, text), [reading])),
    ...(await hitsOf(work, ranked(others, text), kindred)),
  ];
}

// The faces of a wide object are searched, not the whole; a way to a record is not what is looked for, the record is.
function objectsToSearch(work: Work): CatalogueObject[] {
  return [...work.catalogue.objects.values()].filter(
    (object) =>
      isSearched(object) &&
      object.faces.length === 0 &&
      !object.identifies &&
      grantOn(work.actor.rights, object.name).read !== "none",
  );
}
