import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import {
  type AddedOption,
  type FieldMetadata,
  grantOn,
  type Metadata,
  type ObjectMetadata,
} from "../contract/index.ts";
import type { Work } from "../work.ts";
import { fieldLimit } from "./field-path.ts";

/** Everything a generic screen needs to know of the objects, cut to the actor's rights. */
export async function describe(work: Work): Promise<Metadata> {
  const added = await addedOptions(work);
  const objects: Record<string, ObjectMetadata> = {};
  for (const object of work.catalogue.objects.values()) {
    const grant = grantOn(work.actor.rights, object.name);
    if (grant.read !== "none") objects[object.name] = describeObject(work, object, added);
  }
  return { objects };
}

type Added = ReadonlyMap<string, readonly AddedOption[]>;

function describeObject(work: Work, object: CatalogueObject, added: Added): ObjectMetadata {
  const { rules: _rules, faces: _faces, ...shape } = object;
  const grant = grantOn(work.actor.rights, object.name);
  const fields: Record<string, FieldMetadata> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    const limit = fieldLimit(work, object, name);
    if (limit === "hidden") continue;
    const options = added.get(`${object.name}.${name}`);
    fields[name] = {
      ...field,
      ...(limit === "read_only" ? { readOnly: true } : {}),
      ...(options ? { added: options } : {}),
    };
  }
  const related = Object.fromEntries(
    Object.entries(object.related).filter(
      ([, list]) => grantOn(work.actor.rights, list.object).read !== "none",
    ),
  );
  return { ...shape, fields, grant, related };
}

async function addedOptions(work: Work): Promise<Added> {
  const { rows } = await sql<{ name: string; key: string; label: string }>`
    select object || '.' || field as name, key, label from field_options order by position, label`.execute(
    work.db,
  );
  const added = new Map<string, AddedOption[]>();
  for (const { name, key, label } of rows) added.set(name, [...(added.get(name) ?? []), { key, label }]);
  return added;
}
