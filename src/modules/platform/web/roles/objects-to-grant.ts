import type { Metadata, ObjectMetadata } from "#records/contract";

/** Kinds of records in the order of the matrix: those with rights of their own, what hangs on these, and the rest. */
export const objectGroups = ["own", "hanging", "others"] as const;
export type ObjectGroup = (typeof objectGroups)[number];

/** What can be granted on an object at all. */
export interface Grantable {
  readonly change: boolean;
  readonly delete: boolean;
  readonly create: boolean;
  readonly bulk: boolean;
}

/** The objects to grant, by group. A whole that is seen as its faces goes by these and has no row. */
export function objectsToGrant({
  objects,
}: Metadata): Readonly<Record<ObjectGroup, readonly ObjectMetadata[]>> {
  const rows = Object.values(objects).filter((object) => facesOf(object, objects).length === 0);
  const of = (group: ObjectGroup) => rows.filter((object) => groupOf(object) === group);
  return { own: of("own"), hanging: of("hanging"), others: of("others") };
}

export function grantableOn({ closed, appendOnly }: ObjectMetadata): Grantable {
  const change = !closed && !appendOnly;
  return { change, delete: !closed, create: !closed, bulk: change };
}

/** The whole of which `object` is a face: party of person and company. */
export function wholeOf(object: ObjectMetadata, objects: Metadata["objects"]): ObjectMetadata | undefined {
  if (!object.where) return undefined;
  return Object.values(objects).find((one) => one.table === object.table && !one.where);
}

/** The faces of a whole: person and company of party. */
export function facesOf(whole: ObjectMetadata, objects: Metadata["objects"]): readonly ObjectMetadata[] {
  if (whole.where) return [];
  return Object.values(objects).filter((one) => one.table === whole.table && one.where);
}

function groupOf(object: ObjectMetadata): ObjectGroup {
  if (object.through?.length) return "hanging";
  return object.closed || object.module === "platform" ? "others" : "own";
}
