import type { Action } from "#kernel/action";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, type Granted, grantOn, textIn } from "../contract/index.ts";
import { isWritable, knownField } from "../reading/field-path.ts";
import type { Work } from "../work.ts";
import { recordRoutes } from "./record-routes.ts";

/**
 * The generic routes of all objects as they are for the actor now: of what they may read, with the fields that they see,
 * those of administrators too, and only what they may do.
 */
export function routesAsSeen(work: Work): Action[] {
  return [...work.catalogue.objects.values()].flatMap((object) => {
    const grant = grantOn(work.actor.rights, object.name);
    if (grant.read === "none") return [];
    return recordRoutes(objectAsSeen(work, object))
      .map(({ action }) => action)
      .filter((action) => isAllowed(grant, action.id.slice(object.name.length + 1)));
  });
}

function isAllowed(grant: Granted, verb: string): boolean {
  switch (verb) {
    case "create":
      return grant.create;
    case "change":
      return grant.change !== "none";
    case "upsert":
      return grant.create || grant.change !== "none";
    case "archive":
    case "restore":
      return grant.delete !== "none";
    case "bulk":
      return grant.bulk;
    default:
      return true;
  }
}

function objectAsSeen(work: Work, object: CatalogueObject): CatalogueObject {
  const fields: Record<string, Field> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    const isWritten = isWritable(work, object, name, "change") || isWritable(work, object, name, "create");
    if (knownField(work, object, name)) fields[name] = fieldAsSeen(work, field, !isWritten);
  }
  return { ...object, fields };
}

function fieldAsSeen({ actor }: Work, field: Field, isReadOnly: boolean): Field {
  const text = textIn(field.description, actor.locale) ?? textIn(field.label, actor.locale);
  return {
    ...field,
    ...(isReadOnly && { readOnly: true }),
    ...(text !== undefined && { description: { [actor.locale]: text } }),
  };
}
