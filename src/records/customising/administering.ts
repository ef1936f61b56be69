import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { AdministeredField, AdministeredObject } from "./contract.ts";
import type { Customising } from "./customising.ts";
import { wideNameOf } from "./customised.ts";
import { optionsOwner } from "../contract/index.ts";
import { optionsByField } from "../reading/added-options.ts";
import type { CustomObject, StoredField, StoredObject } from "./stored-definitions.ts";

/** Days for which what was removed can be had back. */
export const keptDays = 30;

/** All objects as their administrator sees them: with removed objects and fields, which can be had back. */
export async function administeredObjects(
  now: Pick<Customising, "work" | "stored" | "catalogue">,
): Promise<AdministeredObject[]> {
  const options = await optionsByField(now.work);
  const inUse = [...now.catalogue.objects.values()].map((object) => administer(now, object, options));
  const removed = now.stored.objects.filter((one) => one.removedAt !== null && one.custom);
  return [...inUse, ...removed.map((one) => removedObject(one as StoredObject & { custom: true }))];
}

/** One of them; throws `not_found`. */
export async function administeredObject(now: Customising, name: string): Promise<AdministeredObject> {
  const found = (await administeredObjects(now)).find((object) => object.name === name);
  if (!found) throw new AppError("not_found", { params: { object: name } });
  return found;
}

/** One field; throws `not_found`. */
export async function administeredFieldOf(
  now: Customising,
  object: string,
  name: string,
): Promise<AdministeredField> {
  const { fields } = await administeredObject(now, object);
  const found = fields.find((field) => field.name === name);
  if (!found) throw new AppError("not_found");
  return found;
}

type Options = Awaited<ReturnType<typeof optionsByField>>;

function administer(
  { catalogue, stored }: Pick<Customising, "stored" | "catalogue">,
  object: CatalogueObject,
  options: Options,
): AdministeredObject {
  const kept = stored.objects.find((one) => one.name === object.name);
  const all = [...catalogue.objects.values()];
  const known = (name: string) =>
    stored.fields.find((one) => one.name === name && one.object === object.name);
  const fields = Object.entries(object.fields).map(([name, field]): AdministeredField => {
    const added = options.get(`${optionsOwner(object, field)}.${name}`);
    return {
      name,
      custom: field.custom === true,
      field,
      ...(added && { options: [...added] }),
      version: known(name)?.version ?? 0,
      removedAt: null,
      keptUntil: null,
    };
  });
  const removed = stored.fields.filter(
    (one) => one.object === object.name && one.custom && one.removedAt !== null,
  );
  return {
    name: object.name,
    plural: object.plural,
    custom: object.module === "custom",
    icon: object.icon,
    owned: object.owned,
    label: object.label ? { one: { ...object.label.one }, many: { ...object.label.many } } : null,
    description: object.description ? { ...object.description } : null,
    navigation: object.navigation ?? null,
    faceOf: wideNameOf(object, all) ?? null,
    extensible: isExtensible(object),
    version: kept?.version ?? 0,
    removedAt: null,
    keptUntil: null,
    fields: [...fields, ...removed.map(removedField)],
    related: Object.entries(object.related).map(([name, list]) => ({ name, object: list.object })),
  };
}

/** Whether an administrator may add fields: not to what its own capabilities alone write; a wide object is written by its faces. */
export function isExtensible(object: CatalogueObject): boolean {
  return !object.closed || object.faces.length > 0;
}

function removedField(stored: StoredField): AdministeredField {
  return {
    name: stored.name,
    custom: true,
    field: stored.definition as AdministeredField["field"],
    version: stored.version,
    ...removal(stored.removedAt),
  };
}

function removedObject({
  name,
  definition,
  version,
  removedAt,
}: StoredObject & { definition: CustomObject }): AdministeredObject {
  return {
    name,
    plural: definition.plural,
    custom: true,
    icon: definition.icon,
    owned: definition.owned,
    label: { one: { ...definition.one }, many: { ...definition.many } },
    description: definition.description ? { ...definition.description } : null,
    navigation: definition.navigation ?? null,
    faceOf: null,
    extensible: false,
    version,
    ...removal(removedAt),
    fields: [],
    related: [],
  };
}

function removal(removedAt: Date | null): { removedAt: string | null; keptUntil: string | null } {
  if (!removedAt) return { removedAt: null, keptUntil: null };
  const until = new Date(removedAt.getTime() + keptDays * 86_400_000);
  return { removedAt: removedAt.toISOString(), keptUntil: until.toISOString() };
}
