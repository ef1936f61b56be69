import { addressParts, type Field, type ObjectDefinition, personNameParts } from "#records/contract";

/** What targets are found in: a catalogue on the server, the metadata in the browser. */
export interface TargetObject extends Omit<ObjectDefinition, "fields"> {
  readonly fields: Readonly<Record<string, Field>>;
  readonly related: Readonly<Record<string, { readonly object: string; readonly field: string }>>;
}
export type FindObject = (name: string) => TargetObject | undefined;

/** A place that a column of a file can go into. */
export interface Target {
  /** `name`, `address.country`, `products.product`. */
  readonly path: string;
  /** The object that declares the field: its own, or that of the related lines. */
  readonly object: string;
  readonly field: string;
  readonly part?: string;
  /** Related list whose lines are made along with the record. */
  readonly related?: string;
  readonly definition: Field;
}

/** The closing date of a deal: what it was for a closed one, what is expected of an open one. */
export const closingDate = "closing_date";

/** Every target of the object: its fields, their parts, and the fields of lines that wholly belong to it. */
export function targetsOf(name: string, find: FindObject): Target[] {
  const object = find(name);
  if (!object) return [];
  const own = fieldTargets(object);
  const lines = Object.entries(object.related).flatMap(([list, related]) => {
    const child = find(related.object);
    if (!child || !belongsWholly(child, related.field)) return [];
    return fieldTargets(child)
      .filter((target) => target.field !== related.field)
      .map((target) => ({ ...target, path: `${list}.${target.path}`, related: list }));
  });
  return [...own, ...lines];
}

/** Whether a file can be about records of this kind. */
export function isImportable(object: TargetObject): boolean {
  return !object.closed && !object.appendOnly && (object.through ?? []).length !== 1;
}

function belongsWholly(child: TargetObject, field: string): boolean {
  return !child.closed && !child.appendOnly && child.through?.length === 1 && child.through[0] === field;
}

function fieldTargets(object: TargetObject): Target[] {
  const targets: Target[] = [];
  for (const [name, field] of Object.entries(object.fields)) {
    if (field.readOnly || field.hidden || field.type === "file") continue;
    const target = (path: string, part?: string): Target => ({
      path,
      object: object.name,
      field: name,
      part,
      definition: field,
    });
    if (field.type === "address")
      targets.push(...addressParts.map((part) => target(`${name}.${part}`, part)));
    else targets.push(target(name));
    if (field.type === "person_name")
      targets.push(...personNameParts.map((part) => target(`${name}.${part}`, part)));
    if (field.type === "money") targets.push(target(`${name}.currency`, "currency"));
  }
  if (object.fields.closed_on && object.fields.expected_close_on) {
    targets.push({
      path: closingDate,
      object: object.name,
      field: closingDate,
      definition: { type: "date", governedBy: object.fields.closed_on.governedBy },
    });
  }
  return targets;
}
