import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import { checkFormula, checkRollup } from "../computed/checking.ts";
import type { Work } from "../work.ts";
import { beginNumbers } from "../writing/auto-numbers.ts";
import { administeredFieldOf, isExtensible } from "./administering.ts";
import type { AdministeredField, CustomType, FieldChange, NewField } from "./contract.ts";
import {
  assertVersion,
  beginCustomising,
  type Customising,
  customFieldIn,
  endCustomising,
  workOf,
} from "./customising.ts";
import { wideNameOf } from "./customised.ts";
import { assertDefaultIsOption, assertSound, assertValuesUnique } from "./field-checks.ts";
import { type FieldGround, fieldFrom, type LinkPlaces, typedField } from "./field-making.ts";
import { keepOptions } from "./field-options.ts";
import { fieldName } from "./naming.ts";
import type { FieldOverrides } from "./stored-definitions.ts";
import { addColumns, matchIndexes } from "./tables.ts";

/** Fields of their own that an object may have, removed ones among them; a table holds at most 1,600 columns. */
const mostFields = 200;

/**
 * Adds a field with real columns, in use from the next request on. Throws `not_found`, `not_allowed` for an object
 * that only its own capabilities write, `too_many`, `field_invalid` with what is wrong, `table_busy`.
 */
export async function addCustomField(
  work: Work,
  objectName: string,
  given: NewField,
): Promise<AdministeredField> {
  const begun = await beginCustomising(work);
  const object = begun.catalogue.object(objectName);
  if (!isExtensible(object)) throw new AppError("not_allowed");
  if (begun.stored.fields.filter((one) => one.custom && one.object === objectName).length >= mostFields)
    throw new AppError("too_many", { params: { max: mostFields } });
  const name = fieldName(given.label, (candidate) => isTaken(begun, object, candidate));
  const field = fieldFrom(given, groundOf(begun, object, name));
  const target = "to" in field ? begun.catalogue.object(field.to).table : standardTarget(field);
  assertSound(begun, object, name, field);
  await sql`insert into field_definitions (object, name, custom, definition, created_by, updated_by)
    values (${objectName}, ${name}, true, ${JSON.stringify(field)}, ${work.actor.userId}, ${work.actor.userId})`.execute(
    work.db,
  );
  await addColumns(work, object, name, field, target);
  if (field.type === "auto_number") await beginNumbers(work, object, name, field);
  if ("options" in given.kind) await keepOptions(work, object, name, given.kind.options);
  await assertDefaultIsOption(work, objectName, name, field);
  return administeredFieldOf(
    await endCustomising(begun, { object: objectName, field: name }),
    objectName,
    name,
  );
}

/**
 * Changes what is said of a field. A type is changed by converting, not here. Throws `not_found`, `version_conflict`,
 * `field_invalid`, `values_not_unique`, `option_in_use`, `field_in_use`.
 */
export async function changeFieldOf(
  work: Work,
  objectName: string,
  name: string,
  change: FieldChange,
): Promise<AdministeredField> {
  const begun = await beginCustomising(work);
  const object = begun.catalogue.object(objectName);
  const field = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  if (!field) throw new AppError("not_found");
  const kept = begun.stored.fields.find((one) => one.object === objectName && one.name === name);
  assertVersion(kept, change.version);
  const definition = kept?.custom
    ? changedField(kept.definition, change, groundOf(begun, object, name))
    : changedOverrides(kept?.definition ?? {}, change);
  const next = { ...field, ...definition } as Field;
  assertSound(begun, object, name, next);
  if (next.unique && !field.unique) await assertValuesUnique(work, object, name, next);
  await sql`insert into field_definitions (object, name, custom, definition, created_by, updated_by)
    values (${objectName}, ${name}, false, ${JSON.stringify(definition)}, ${work.actor.userId}, ${work.actor.userId})
    on conflict (object, name) do update set definition = excluded.definition, version = field_definitions.version + 1,
      updated_at = ${work.now}, updated_by = excluded.updated_by`.execute(work.db);
  if (kept?.custom || next.unique !== field.unique) await matchIndexes(work, object, name, next);
  if (change.kind && "options" in change.kind) await keepOptions(work, object, name, change.kind.options);
  await assertDefaultIsOption(work, objectName, name, next);
  return administeredFieldOf(
    await endCustomising(begun, { object: objectName, field: name }),
    objectName,
    name,
  );
}

/** Takes a field of one's own out of use; its values are kept for 30 days. Throws `not_found`, `field_in_use`. */
export async function removeCustomField(work: Work, objectName: string, name: string): Promise<void> {
  const begun = await beginCustomising(work);
  if (customFieldIn(begun, objectName, name).removedAt) throw new AppError("not_found");
  await sql`update field_definitions set removed_at = ${work.now}, removed_by = ${work.actor.userId}, version = version + 1
    where object = ${objectName} and name = ${name}`.execute(work.db);
  await endCustomising(begun, { object: objectName, field: name });
}

/** Brings back a removed field with its values. Throws `not_found`, `link_not_found` where what it points to is gone. */
export async function restoreCustomField(
  work: Work,
  objectName: string,
  name: string,
): Promise<AdministeredField> {
  const begun = await beginCustomising(work);
  const kept = customFieldIn(begun, objectName, name);
  if (!kept.removedAt) throw new AppError("not_found");
  if ("to" in kept.definition && !begun.catalogue.objects.has(kept.definition.to))
    throw new AppError("link_not_found", { field: "to" });
  await sql`update field_definitions set removed_at = null, removed_by = null, removed_with = null, version = version + 1
    where object = ${objectName} and name = ${name}`.execute(work.db);
  return administeredFieldOf(
    await endCustomising(begun, { object: objectName, field: name }),
    objectName,
    name,
  );
}

/** Puts the fields of an object into an order. Throws `not_found`, `field_unknown`. */
export async function orderFieldsOf(
  work: Work,
  objectName: string,
  fields: readonly string[],
): Promise<void> {
  const begun = await beginCustomising(work);
  const object = begun.catalogue.object(objectName);
  const unknown = fields.find((name) => !Object.hasOwn(object.fields, name));
  if (unknown !== undefined) throw new AppError("field_unknown", { field: unknown });
  await sql`insert into object_definitions (name, custom, field_order, created_by, updated_by)
    values (${objectName}, false, ${[...new Set(fields)]}::text[], ${work.actor.userId}, ${work.actor.userId})
    on conflict (name) do update set field_order = excluded.field_order, updated_at = ${work.now}, updated_by = excluded.updated_by`.execute(
    work.db,
  );
  await endCustomising(begun, { object: objectName });
}

function changedField(kept: Field, change: FieldChange, ground: FieldGround): Field {
  if (change.kind && change.kind.type !== kept.type)
    throw new AppError("field_invalid", { field: "kind.type" });
  const { version: _version, kind, ...said } = change;
  const definition = {
    ...kept,
    ...(kind && ownSettings(kind, ground)),
    ...said,
    label: said.label ?? kept.label,
  };
  return withoutNull(definition) as unknown as Field;
}

// What a link points to, where its pairs stand and how numbers are written does not change; options stand elsewhere.
function ownSettings(kind: CustomType, ground: FieldGround): object {
  if (kind.type === "link" || kind.type === "links")
    return kind.relatedLabel ? { relatedLabel: kind.relatedLabel } : {};
  if ("options" in kind) return {};
  return kind.type === "formula" || kind.type === "rollup" ? typedField(kind, ground) : kind;
}

function changedOverrides(kept: FieldOverrides, change: FieldChange): FieldOverrides {
  const { version: _version, kind, searched, indexed, ...said } = change;
  const foreign = kind
    ? "kind"
    : searched !== undefined
      ? "searched"
      : indexed !== undefined
        ? "indexed"
        : undefined;
  if (foreign && !(kind && "options" in kind)) throw new AppError("field_governed", { field: foreign });
  return withoutNull({ ...kept, ...said }) as FieldOverrides;
}

function withoutNull(said: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null && value !== undefined),
  );
}

function isTaken({ catalogue, stored }: Customising, object: CatalogueObject, candidate: string): boolean {
  const sharing = [...catalogue.objects.values()].filter((one) => one.table === object.table);
  const names = new Set(sharing.map((one) => one.name));
  return (
    sharing.some((one) => Object.hasOwn(one.fields, candidate)) ||
    stored.fields.some((one) => one.name === candidate && names.has(one.object))
  );
}

function groundOf(begun: Customising, object: CatalogueObject, name: string): FieldGround {
  const work = workOf(begun);
  return {
    object: object.name,
    places: (kind) => placesOf(begun, object, name, kind),
    formulaResult: ({ expression }) => checkFormula(work, object.name, expression, name).result,
    rollupResult: ({ type: _type, ...asked }) => checkRollup(work, object.name, asked, name).result,
  };
}

function placesOf(
  { catalogue }: Customising,
  object: CatalogueObject,
  name: string,
  kind: { readonly to: string },
): LinkPlaces {
  const target = catalogue.objects.get(kind.to);
  if (!target) throw new AppError("link_not_found", { field: "kind.to" });
  const wide = wideNameOf(target, [...catalogue.objects.values()]);
  const faces = [...(wide ? [wide] : []), ...target.faces].map((one) => catalogue.object(one));
  const isFree = (candidate: string) =>
    [target, ...faces].every((one) => !Object.hasOwn(one.related, candidate));
  const back = isFree(object.plural) ? object.plural : `${object.plural}_by_${name}`;
  return { back, through: `${object.name}__${name}` };
}

/** The table that a field of this type points to by itself. */
export function standardTarget(field: Field): string | undefined {
  if (field.type === "user") return "users";
  return field.type === "file" ? "files" : undefined;
}
