import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { note } from "../audit/noting.ts";
import type { Catalogue } from "../catalogue.ts";
import type { Locale } from "#kernel/locale";
import { type BrokenField, brokenFields } from "../computed/checking.ts";
import { catalogueChanged, textIn } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { customisedCatalogue } from "./customised.ts";
import {
  type Customisation,
  readCustomisation,
  type StoredField,
  type StoredObject,
} from "./stored-definitions.ts";
import { waitNoLongerThanPatience } from "./tables.ts";

/** The only one who changes objects and fields just now, and how they are at this moment. */
export interface Customising {
  readonly work: Work;
  readonly stored: Customisation;
  readonly catalogue: Catalogue;
}

/** Lets one administrator after the other; what each finds is what the one before left. */
export async function beginCustomising(work: Work): Promise<Customising> {
  await waitNoLongerThanPatience(work);
  await sql`select version from catalogue_version for update`.execute(work.db);
  const stored = await readCustomisation(work.db);
  return { work, stored, catalogue: customisedCatalogue(work.catalogue.declared, stored) };
}

/** The unit of work as it sees objects and fields at this moment. */
export function workOf({ work, catalogue }: Customising): Work {
  return { ...work, catalogue };
}

/**
 * Counts the change and tells of it. Answers the catalogue as it has become; throws `field_in_use` where a formula or
 * roll-up that held before does so no longer.
 */
export async function endCustomising(
  before: Customising,
  what: { readonly object: string; readonly field?: string },
): Promise<Customising> {
  const { work } = before;
  await sql`update catalogue_version set version = version + 1`.execute(work.db);
  const stored = await readCustomisation(work.db);
  const catalogue = customisedCatalogue(work.catalogue.declared, stored);
  const [broken] = brokenFields(before.catalogue, catalogue);
  if (broken)
    throw new AppError("field_in_use", { params: { where: titleOf(catalogue, broken, work.actor.locale) } });
  work.emit({ name: catalogueChanged, object: what.object, records: [], payload: { ...what } });
  const definition = { from: definitionIn(before.stored, what), to: definitionIn(stored, what) };
  await note(work, { kind: "objects_changed", changes: { definition }, details: { ...what } });
  return { work, stored, catalogue };
}

function definitionIn({ objects, fields }: Customisation, what: { object: string; field?: string }): unknown {
  const found =
    what.field === undefined
      ? objects.find((one) => one.name === what.object)
      : fields.find((one) => one.object === what.object && one.name === what.field);
  return found && found.removedAt === null ? found.definition : null;
}

function titleOf(catalogue: Catalogue, { object, field }: BrokenField, locale: Locale): string {
  return textIn(catalogue.object(object).fields[field]?.label, locale) ?? field;
}

/** A custom object, removed or not; throws `not_found` where there is none. */
export function customObjectIn({ stored }: Customising, name: string): StoredObject & { custom: true } {
  const found = stored.objects.find((one) => one.custom && one.name === name);
  if (!found?.custom) throw new AppError("not_found", { params: { object: name } });
  return found;
}

/** A custom field, removed or not; throws `not_found` where there is none. */
export function customFieldIn(
  { stored }: Customising,
  object: string,
  name: string,
): StoredField & { custom: true } {
  const found = stored.fields.find((one) => one.custom && one.object === object && one.name === name);
  if (!found?.custom) throw new AppError("not_found");
  return found;
}

/** Throws `version_conflict` where somebody changed it since it was read. */
export function assertVersion(kept: { readonly version: number } | undefined, version: number): void {
  if ((kept?.version ?? 0) !== version) throw new AppError("version_conflict");
}
