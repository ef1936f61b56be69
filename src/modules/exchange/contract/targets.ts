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
  /** What it becomes where it is no field: an address or number besides the main one, lines of a note, an id elsewhere. */
  readonly besides?: "point" | "note" | "external_id";
  readonly definition: Field;
}

/** Path of the target, and key of a mapping, that is the record's id in the system a file comes from. */
export const externalId = "external_id";

/** The closing date of a deal: what it was for a closed one, what is expected of an open one. */
export const closingDate = "closing_date";

/** Every target of the object: its fields, their parts, and the fields of lines that wholly belong to it. */
export function targetsOf(name: string, find: FindObject): Target[] {
  const object = find(name);
  if (!object) return [];
  const own = [...fieldTargets(object), ...targetsBesides(object, find)];
  const lines = Object.entries(object.related).flatMap(([list, related]) => {
    const child = find(related.object);
    if (!child || child.repeats || !belongsWholly(child, related.field)) return [];
    return fieldTargets(child)
      .filter((target) => target.field !== related.field)
      .map((target) => ({ ...target, path: `${list}.${target.path}`, related: list }));
  });
  return [...own, ...lines];
}

/** Where the addresses and numbers of a record stand, each a row of its own: the list, and the object of its rows. */
export function pointsOf(object: TargetObject, find: FindObject): HangingList | undefined {
  return hangingList(
    object,
    find,
    (child, field) => child.repeats !== undefined && belongsWholly(child, field),
  );
}

/** Where notes on a record stand. */
export function notesOf(object: TargetObject, find: FindObject): HangingList | undefined {
  return hangingList(object, find, (child, field) => isNote(child, field));
}

/** A related list, the object of its rows and their link to the record. */
export interface HangingList {
  readonly list: string;
  readonly child: TargetObject;
  readonly field: string;
}

function hangingList(
  object: TargetObject,
  find: FindObject,
  is: (child: TargetObject, field: string) => boolean,
): HangingList | undefined {
  for (const [list, related] of Object.entries(object.related)) {
    const child = find(related.object);
    if (child && is(child, related.field)) return { list, child, field: related.field };
  }
  return undefined;
}

// A text that hangs on the record and asks for nothing else.
function isNote(child: TargetObject, field: string): boolean {
  if (child.closed || child.appendOnly || !child.through?.includes(field)) return false;
  return child.fields[child.title]?.type === "long_text";
}

/** Whether several columns can say one thing together: texts are joined, addresses and numbers stand beside each other. */
export function takesSeveralColumns({ besides, related, part, definition: { type } }: Target): boolean {
  if (besides) return besides !== "external_id";
  if (related || part === "country" || part === "currency") return false;
  return ["text", "long_text", "address", "person_name", "email", "phone", "url", "link", "choices"].includes(
    type,
  );
}

/** Whether a file can be about records of this kind. What is only ever added to hangs on others, and is its own all the same. */
export function isImportable(object: TargetObject): boolean {
  return !object.closed && (object.appendOnly === true || (object.through ?? []).length !== 1);
}

function belongsWholly(child: TargetObject, field: string): boolean {
  const isKept = (child.closed && !child.imported) || child.appendOnly;
  return !isKept && child.through?.length === 1 && child.through[0] === field;
}

function targetsBesides(object: TargetObject, find: FindObject): Target[] {
  const points = pointsOf(object, find);
  const notes = notesOf(object, find);
  const kinds = points?.child.fields[points.child.repeats?.column ?? ""];
  return [
    ...(kinds?.type === "choice" ? kinds.options : []).map(
      (kind): Target => ({
        path: `${points?.list}.${kind}`,
        object: points?.child.name ?? "",
        field: points?.child.title ?? "",
        part: kind,
        related: points?.list ?? "",
        besides: "point",
        definition: { type: "text" },
      }),
    ),
    ...(notes
      ? [
          {
            path: notes.list,
            object: notes.child.name,
            field: notes.child.title,
            related: notes.list,
            besides: "note" as const,
            definition: { type: "long_text" as const },
          },
        ]
      : []),
    {
      path: externalId,
      object: object.name,
      field: externalId,
      besides: "external_id",
      definition: { type: "text", max: 200 },
    },
  ];
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
