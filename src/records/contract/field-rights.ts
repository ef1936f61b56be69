import type { Freed, Grant, Limit, Reach } from "./rights.ts";

const order: readonly Reach[] = ["none", "own", "team", "all"];

/** Whether `reach` goes no further than `bound`. */
export function isReachWithin(one: Reach, bound: Reach): boolean {
  return order.indexOf(one) <= order.indexOf(bound);
}

export function widest(reaches: readonly Reach[]): Reach {
  return order[Math.max(0, ...reaches.map((one) => order.indexOf(one)))] ?? "none";
}

/** A grant with what it frees of its limited fields on some records. */
export type FieldRights = Pick<Grant, "read" | "change" | "create" | "fields"> & {
  readonly freed?: Readonly<Record<string, Freed>> | undefined;
};

/** How far the grant lets a field be seen, changed, and given to a new record. */
export function fieldReach(grant: FieldRights, field: string): Required<Freed> {
  const limit = grant.fields?.[field];
  const freed = grant.freed?.[field];
  return {
    read: limit === "hidden" ? (freed?.read ?? "none") : grant.read,
    change: limit === undefined ? grant.change : (freed?.change ?? "none"),
    create: grant.create && (limit === undefined || freed?.create === true),
  };
}

/** How the fields of several grants add up: what each is limited to beyond the reach of those that free it. */
export function addUpFields(
  grants: readonly FieldRights[],
  added: Omit<FieldRights, "fields" | "freed">,
): Pick<FieldRights, "fields" | "freed"> {
  const fields: Record<string, Limit> = {};
  const freed: Record<string, Freed> = {};
  for (const field of new Set(grants.flatMap((one) => Object.keys(one.fields ?? {})))) {
    const limit = limitOf(grants, added, field);
    if (!limit) continue;
    fields[field] = limit;
    const some = freedOf(grants, limit, field);
    if (Object.keys(some).length > 0) freed[field] = some;
  }
  return {
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(Object.keys(freed).length > 0 && { freed }),
  };
}

// As free as those make it that reach furthest. Whoever writes may do so by changing or by making.
function limitOf(
  grants: readonly FieldRights[],
  added: Pick<FieldRights, "read" | "change">,
  field: string,
): Limit | undefined {
  const readers = grants.filter((one) => one.read === added.read);
  const writers = [
    added.change === "none" ? [] : grants.filter((one) => one.change === added.change),
    grants.filter((one) => one.create),
  ].filter((some) => some.length > 0);
  const isFree = (one: FieldRights) => one.fields?.[field] === undefined;
  if (readers.every((one) => one.fields?.[field] === "hidden")) return "hidden";
  const isWritten = writers.length > 0 ? writers.every((some) => some.some(isFree)) : readers.some(isFree);
  return isWritten ? undefined : "read_only";
}

// What one cannot see one does not change, whichever of the roles would let one.
function freedOf(grants: readonly FieldRights[], limit: Limit, field: string): Freed {
  const reaches = grants.map((one) => fieldReach(one, field));
  const read = widest(reaches.map((one) => one.read));
  const written = widest(reaches.map((one) => one.change));
  const change = limit === "hidden" && !isReachWithin(written, read) ? read : written;
  return freeOf(limit, { read, change, create: reaches.some((one) => one.create) });
}

/** What of a limited field is free, without what says nothing. */
export function freeOf(limit: Limit | undefined, { read, change, create }: Required<Freed>): Freed {
  return {
    ...(limit === "hidden" && read !== "none" && { read }),
    ...(change !== "none" && { change }),
    ...(create && { create }),
  };
}
