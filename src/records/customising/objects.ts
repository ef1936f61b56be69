import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Texts } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { beginNumbers } from "../writing/auto-numbers.ts";
import { administeredObject } from "./administering.ts";
import type { AdministeredObject, NewObject, ObjectChange } from "./contract.ts";
import {
  assertVersion,
  beginCustomising,
  type Customising,
  customObjectIn,
  endCustomising,
} from "./customising.ts";
import { objectName } from "./naming.ts";
import type { CustomObject } from "./stored-definitions.ts";
import { createTable } from "./tables.ts";

/** Objects of their own that an organisation may have, removed ones among them. */
const mostObjects = 100;

/**
 * Makes an object with a table of its own, in use from the next request on. Throws `too_many` beyond a hundred,
 * `table_busy`.
 */
export async function makeCustomObject(work: Work, given: NewObject): Promise<AdministeredObject> {
  const begun = await beginCustomising(work);
  if (begun.stored.objects.filter((one) => one.custom).length >= mostObjects)
    throw new AppError("too_many", { params: { max: mostObjects } });
  const name = objectName(given.one, (candidate) => isTaken(begun, candidate));
  const plural = objectName(given.many, (candidate) => candidate === name || isTaken(begun, candidate));
  const { icon = "box", ...rest } = given;
  const definition: CustomObject = { ...rest, icon, plural } as CustomObject;
  await sql`insert into object_definitions (name, custom, definition, created_by, updated_by)
    values (${name}, true, ${JSON.stringify(definition)}, ${work.actor.userId}, ${work.actor.userId})`.execute(
    work.db,
  );
  const ended = await endCustomising(begun, { object: name });
  const object = ended.catalogue.object(name);
  await createTable(work, object);
  const title = object.fields[object.title];
  if (title?.type === "auto_number") await beginNumbers(work, object, object.title, title);
  return administeredObject(ended, name);
}

/** Renames, describes, or moves an object in the navigation. Throws `not_found`, `version_conflict`. */
export async function changeCustomObject(
  work: Work,
  name: string,
  change: ObjectChange,
): Promise<AdministeredObject> {
  const begun = await beginCustomising(work);
  const kept = customObjectIn(begun, name);
  if (kept.removedAt) throw new AppError("not_found", { params: { object: name } });
  assertVersion(kept, change.version);
  const { version: _version, ...said } = change;
  const definition: CustomObject = { ...kept.definition, ...withoutUndefined(said) };
  await sql`update object_definitions set definition = ${JSON.stringify(definition)}, version = version + 1,
    updated_at = ${work.now}, updated_by = ${work.actor.userId} where name = ${name}`.execute(work.db);
  return administeredObject(await endCustomising(begun, { object: name }), name);
}

/**
 * Removes an object: its records, and the links to it, are out of sight at once and kept for 30 days. Throws
 * `not_found`, `field_in_use`.
 */
export async function removeCustomObject(work: Work, name: string): Promise<void> {
  const begun = await beginCustomising(work);
  if (customObjectIn(begun, name).removedAt) throw new AppError("not_found", { params: { object: name } });
  await sql`update object_definitions set removed_at = ${work.now}, removed_by = ${work.actor.userId},
    version = version + 1 where name = ${name}`.execute(work.db);
  await sql`update field_definitions set removed_at = ${work.now}, removed_by = ${work.actor.userId}, removed_with = ${name}
    where removed_at is null and custom and definition->>'to' = ${name} and object <> ${name}`.execute(
    work.db,
  );
  await endCustomising(begun, { object: name });
}

/** Brings back a removed object with its records and the links that went with it. Throws `not_found`. */
export async function restoreCustomObject(work: Work, name: string): Promise<AdministeredObject> {
  const begun = await beginCustomising(work);
  if (!customObjectIn(begun, name).removedAt) throw new AppError("not_found", { params: { object: name } });
  await sql`update object_definitions set removed_at = null, removed_by = null, version = version + 1
    where name = ${name}`.execute(work.db);
  await sql`update field_definitions set removed_at = null, removed_by = null, removed_with = null
    where removed_with = ${name}`.execute(work.db);
  return administeredObject(await endCustomising(begun, { object: name }), name);
}

function isTaken({ catalogue, stored }: Customising, candidate: string): boolean {
  const plurals = stored.objects.map((one) => (one.custom ? one.definition.plural : ""));
  return (
    catalogue.objects.has(candidate) ||
    catalogue.byPlural(candidate) !== undefined ||
    stored.objects.some((one) => one.name === candidate) ||
    plurals.includes(candidate)
  );
}

/** What was said of something, without what was left out; an empty title is left out too. */
function withoutUndefined<T extends Readonly<Record<string, unknown>>>(said: T): Partial<CustomObject> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<
    CustomObject & { readonly one: Texts }
  >;
}
