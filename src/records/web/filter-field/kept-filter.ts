import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { parseFilterText, printFilter } from "#kernel/filter-text";
import { askFace, faceAskedFor, facesAmong, type ObjectMetadata } from "#records/contract";
import { filterField, relatedObject } from "../filter-bar/filter-fields.ts";
import { useMetadata } from "../metadata.ts";

/** A filter that a field holds as text: of which records, and what it asks of them. */
export interface KeptFilter {
  /** The object itself, or the one face of it that is asked. */
  readonly object: ObjectMetadata;
  /** What can be asked: the object and its faces. */
  readonly objects: readonly ObjectMetadata[];
  readonly filter: Filter | null;
}

/** The filter in `text` of a field that holds filters of `name`; null where it cannot be read, or its object not be seen. */
export function useKeptFilter(name: string | undefined, text: unknown): KeptFilter | null {
  const { objects } = useMetadata();
  const wide = name ? objects[name] : undefined;
  const filter = readText(text);
  if (!wide || filter === undefined) return null;
  const faces = facesAmong(wide, Object.values(objects));
  const { face, asked } = faceAskedFor(faces, filter);
  // Written by hand it may name what only one face has, and not say which.
  const meant = face ?? [wide, ...faces].find((one) => knows(one, objects, filter)) ?? wide;
  return { object: meant, objects: [wide, ...faces], filter: asked };
}

/** The text that a field keeps of a filter; null for none. */
export function keptText(object: ObjectMetadata, filter: Filter | null): string | null {
  const whole = object.where ? askFace(object, filter) : filter;
  return whole && printFilter(whole);
}

function readText(text: unknown): Filter | null | undefined {
  if (typeof text !== "string" || text.trim() === "") return null;
  try {
    return parseFilterText(text);
  } catch (problem) {
    if (problem instanceof AppError) return undefined;
    throw problem;
  }
}

function knows(
  object: ObjectMetadata,
  objects: Readonly<Record<string, ObjectMetadata>>,
  filter: Filter | null,
): boolean {
  if (!filter) return true;
  if ("field" in filter) return filterField(object, objects, filter.field) !== undefined;
  if ("related" in filter) return relatedObject(object, objects, filter.related) !== undefined;
  const parts = "not" in filter ? [filter.not] : "and" in filter ? filter.and : filter.or;
  return parts.every((part) => knows(object, objects, part));
}
