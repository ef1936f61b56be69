import { AppError } from "#kernel/error";
import type { CatalogueObject, Work } from "#records";
import { grantOn, permits } from "#records/contract";
import type { Assignment, Mapping } from "../contract/imports.ts";
import { closingDate, externalId, isImportable, type Target, targetsOf } from "../contract/targets.ts";

/** An assignment with the target it names. */
export interface Placed {
  readonly assignment: Assignment;
  readonly target: Target;
}

/** A target with what stands for a cell where there is none. */
export interface Default {
  readonly target: Target;
  readonly text: string;
}

/** A mapping that was checked against the objects and the rights of the one who imports. */
export interface CheckedMapping {
  readonly mapping: Mapping;
  readonly object: CatalogueObject;
  readonly placed: readonly Placed[];
  /** What new records have unless the file says otherwise. */
  readonly defaults: readonly Default[];
  /** Whether rows may name records that other rows become. */
  readonly pointsToOwn: boolean;
}

const keyTypes = new Set(["text", "email", "phone", "url", "person_name"]);

/**
 * Checks that a file may become records of the object this way. Throws `not_allowed` where the actor may not make
 * them, or not change many of those that are there; `import_mapping_invalid` with the target at fault.
 */
export function checkMapping(work: Work, mapping: Mapping, columns: number): CheckedMapping {
  const object = work.catalogue.objects.get(mapping.object);
  if (!object || !isImportable(object)) throw new AppError("import_mapping_invalid", { field: "object" });
  const grant = grantOn(work.actor.rights, object.name);
  if (grant.read === "none" || (!grant.create && grant.change === "none")) throw new AppError("not_allowed");
  const recognises = mapping.keys.length > 0 || mapping.alike === true;
  if (object.appendOnly && !["skip", "create"].includes(mapping.existing)) throw invalid("existing");
  const changesMany = recognises && ["update", "fill", "ask"].includes(mapping.existing);
  if (changesMany && !grant.bulk) throw new AppError("not_allowed", { field: "existing" });
  const targets = new Map(allowedTargets(work, object).map((target) => [target.path, target]));
  const placed = mapping.assignments.map((assignment) => {
    const target = targets.get(assignment.target);
    if (!target || assignment.column >= columns) throw invalid(assignment.target);
    return { assignment, target };
  });
  const twice = placed.find((one, index) => placed.slice(0, index).some((other) => clash(one, other)));
  if (twice) throw invalid(twice.target.path);
  if (placed.length === 0) throw invalid("assignments");
  const defaults = Object.entries(mapping.defaults ?? {}).map(([path, text]): Default => {
    const target = targets.get(path);
    if (!target || target.besides || target.related) throw invalid(path);
    return { target, text };
  });
  for (const key of mapping.keys) assertKey(object, key, placed);
  if (!recognises && mapping.absent === "fail") throw invalid("keys");
  const pointsToOwn = placed.some(({ target }) => pointsTo(target, object));
  return { mapping, object, placed, defaults, pointsToOwn };
}

function pointsTo({ definition }: Target, { name }: CatalogueObject): boolean {
  if (definition.type === "user") return name === "user";
  return (definition.type === "link" || definition.type === "links") && definition.to === name;
}

// A line has one value of each of its fields; what else several columns say of one target is gathered.
function clash(one: Placed, other: Placed): boolean {
  if (one.target.path !== other.target.path) return false;
  const isOfLine = one.target.related !== undefined && one.target.besides === undefined;
  return isOfLine || one.assignment.column === other.assignment.column;
}

/** The targets that the actor may write. */
export function allowedTargets(work: Work, object: CatalogueObject): Target[] {
  const { rights } = work.actor;
  return targetsOf(object.name, (name) => work.catalogue.objects.get(name)).filter((target) => {
    const grant = grantOn(rights, target.object);
    const field = target.field === closingDate ? "closed_on" : target.field;
    if (grant.fields?.[field]) return false;
    if (target.related && !grant.create) return false;
    return !target.definition.governedBy || permits(rights, target.definition.governedBy);
  });
}

function assertKey(object: CatalogueObject, key: string, placed: readonly Placed[]): void {
  if (key === externalId && placed.some(({ target }) => target.besides === "external_id")) return;
  const field = object.fields[key];
  const filled = placed.some(({ target }) => !target.related && target.field === key);
  if (!field || !keyTypes.has(field.type) || !filled) throw invalid("keys");
}

const invalid = (field: string): AppError => new AppError("import_mapping_invalid", { field });
