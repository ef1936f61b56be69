import { AppError } from "#kernel/error";
import { type CatalogueObject, visibleIds, type Work } from "#records";

/** A record that can be shared: one that has rights of its own. */
export interface SharedRecord {
  readonly object: CatalogueObject;
  readonly id: string;
  /** All names under which the record goes: company and party. */
  readonly objects: readonly string[];
}

/**
 * The record at an address, where the actor may read it. Throws `not_found`, also for what takes its rights from
 * the record it hangs on: that one is shared.
 */
export async function sharedRecord(work: Work, plural: string, id: string): Promise<SharedRecord> {
  const named = work.catalogue.byPlural(plural);
  const candidates = named?.faces.length
    ? named.faces.map((face) => work.catalogue.object(face))
    : named
      ? [named]
      : [];
  for (const object of candidates.filter(hasOwnRights)) {
    const [seen] = await visibleIds(work, object.name, [id]);
    if (seen) return { object, id, objects: [object.name, ...widerOf(work, object)] };
  }
  throw new AppError("not_found");
}

function hasOwnRights(object: CatalogueObject): boolean {
  return !object.closed && !object.through && object.module !== "platform";
}

function widerOf(work: Work, face: CatalogueObject): readonly string[] {
  return [...work.catalogue.objects.values()]
    .filter((one) => one.faces.includes(face.name))
    .map((one) => one.name);
}
