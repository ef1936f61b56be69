import type { CatalogueObject } from "../catalogue.ts";
import type { FieldName } from "../computed/computation.ts";
import {
  type ComputedField,
  type FieldMetadata,
  grantOn,
  isComputed,
  type Metadata,
  type ObjectMetadata,
  optionsOwner,
} from "../contract/index.ts";
import type { Work } from "../work.ts";
import { layoutsFor } from "../customising/layouts.ts";
import { optionsByField } from "./added-options.ts";
import { isWritable, knownField } from "./field-path.ts";
import { rightsVary } from "./record-rights.ts";

/** Everything a generic screen needs to know of the objects, cut to the actor's rights. */
export async function describe(work: Work): Promise<Metadata> {
  const added = await optionsByField(work);
  const layouts = await layoutsFor(work);
  const objects: Record<string, ObjectMetadata> = {};
  for (const object of work.catalogue.objects.values()) {
    const grant = grantOn(work.actor.rights, object.name);
    const layout = layouts.get(object.name);
    if (grant.read !== "none")
      objects[object.name] = { ...describeObject(work, object, added), ...(layout && { layout }) };
  }
  return { objects };
}

type Added = Awaited<ReturnType<typeof optionsByField>>;

function describeObject(work: Work, object: CatalogueObject, added: Added): ObjectMetadata {
  const { rules: _rules, faces: _faces, ...shape } = object;
  const grant = grantOn(work.actor.rights, object.name);
  const fields: Record<string, FieldMetadata> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    if (!knownField(work, object, name)) continue;
    const options = added.get(`${optionsOwner(object, field)}.${name}`);
    fields[name] = {
      ...(isComputed(field) ? describeComputed(work, { object, name }, field) : field),
      ...(isWritable(work, object, name, "change") || isWritable(work, object, name, "create")
        ? {}
        : { readOnly: true }),
      ...(options ? { added: options } : {}),
    };
  }
  const related = Object.fromEntries(
    Object.entries(object.related).filter(
      ([, list]) => grantOn(work.actor.rights, list.object).read !== "none",
    ),
  );
  const reckonedFrom = objectsBehind(work, object, Object.keys(fields));
  return {
    ...shape,
    fields,
    grant,
    related,
    ...(rightsVary(work, object) && { rightsVary: true }),
    ...(reckonedFrom.length > 0 && { reckonedFrom }),
  };
}

// What can no longer be reckoned says not from what it was: nobody knows who may see that.
function describeComputed(work: Work, name: FieldName, field: ComputedField): ComputedField {
  if (work.catalogue.computation(name)) return field;
  if (field.type === "formula") return { ...field, expression: "" };
  const { filter: _filter, field: _field, ...rest } = field;
  return { ...rest, related: "" };
}

function objectsBehind(work: Work, object: CatalogueObject, names: readonly string[]): readonly string[] {
  const behind = names.flatMap((name) => work.catalogue.computation({ object, name })?.objects ?? []);
  // A change is told of the face that a record is, not of the wider object that a link may point to.
  const faces = behind.flatMap((name) => [name, ...work.catalogue.object(name).faces]);
  return [...new Set(faces)].filter((name) => grantOn(work.actor.rights, name).read !== "none");
}
