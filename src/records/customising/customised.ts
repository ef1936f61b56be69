import { buildCatalogue, type Catalogue, type Declared } from "../catalogue.ts";
import { autoNumber, type Field, type ObjectDefinition, text } from "../contract/index.ts";
import type { Customisation, StoredField, StoredObject } from "./stored-definitions.ts";

/** The catalogue as it is with all that administrators made: objects and fields of their own, changed and ordered ones. */
export function customisedCatalogue(declared: Declared, customisation: Customisation): Catalogue {
  const { definitions, rules } = declared;
  return buildCatalogue(customise(definitions, customisation), rules, {
    declared,
    version: customisation.version,
  });
}

/** Puts what administrators made on top of what the modules declare. */
export function customise(
  declared: readonly ObjectDefinition[],
  { objects, fields }: Customisation,
): ObjectDefinition[] {
  const inUse = (kept: { readonly removedAt: Date | null }) => kept.removedAt === null;
  const known = [...declared, ...objects.filter(inUse).flatMap(customDefinition)];
  const names = new Set(known.map((object) => object.name));
  const usable = fields.filter(inUse).filter(({ definition }) => pointsToKnown(definition, names));
  return known.map((object) => {
    const own = usable.filter(({ object: of }) => of === object.name || of === wideNameOf(object, known));
    const order = objects.find(({ name }) => name === object.name)?.fieldOrder ?? [];
    return withFields(object, own, order);
  });
}

/** The name of the wider object that `object` is a face of: `party` of `person`. */
export function wideNameOf(object: ObjectDefinition, all: readonly ObjectDefinition[]): string | undefined {
  if (!object.where) return undefined;
  return all.find((one) => one.table === object.table && !one.where)?.name;
}

function pointsToKnown(definition: StoredField["definition"], names: ReadonlySet<string>): boolean {
  return !("to" in definition) || names.has(definition.to);
}

function customDefinition(stored: StoredObject): ObjectDefinition[] {
  if (!stored.custom) return [];
  const { name, definition } = stored;
  const said = { group: "who", ...(definition.nameLabel && { label: definition.nameLabel }) };
  const title: Field = definition.numbered
    ? autoNumber({ ...definition.numbered, ...said, unique: false })
    : text({ required: true, searched: true, ...said });
  return [
    {
      name,
      plural: definition.plural,
      table: name,
      module: "custom",
      title: "name",
      icon: definition.icon,
      owned: definition.owned,
      label: { one: definition.one, many: definition.many },
      ...(definition.description && { description: definition.description }),
      ...(definition.navigation != null && { navigation: definition.navigation }),
      columns: ["name"],
      sort: "name",
      keys: ["name"],
      searchWords: { name: "n" },
      fields: { name: title },
    },
  ];
}

function withFields(
  object: ObjectDefinition,
  stored: readonly StoredField[],
  order: readonly string[],
): ObjectDefinition {
  const added = stored.filter((one) => one.custom).map((one): [string, Field] => [one.name, one.definition]);
  const changed = stored.filter((one) => !one.custom && one.object === object.name);
  const fields: Record<string, Field> = { ...object.fields, ...Object.fromEntries(added) };
  for (const { name, definition } of changed) {
    const field = fields[name];
    if (field) fields[name] = { ...field, ...definition } as Field;
  }
  const inOrder = Object.fromEntries(sortedBy(order, Object.entries(fields)));
  const uniques = added.filter(([, field]) => field.unique).map(([name]) => name);
  return {
    ...object,
    fields: inOrder,
    ...(uniques.length > 0 && { keys: [...(object.keys ?? []), ...uniques] }),
    ...(object.module === "custom" && shownByItself(object, inOrder)),
  };
}

/** Those that somebody ordered, then the rest as they were. */
function sortedBy<T>(order: readonly string[], entries: readonly [string, T][]): [string, T][] {
  const place = new Map(order.map((name, index) => [name, index]));
  const at = ([name]: [string, T]) => place.get(name) ?? order.length;
  return [...entries].sort((left, right) => at(left) - at(right));
}

const mostColumns = 7;
const tooLong: ReadonlySet<Field["type"]> = new Set(["long_text", "address", "file", "links"]);

/** What the screens of a custom object show before anybody saved a view: columns, a board, a calendar. */
function shownByItself(
  object: ObjectDefinition,
  fields: Readonly<Record<string, Field>>,
): Partial<ObjectDefinition> {
  const shown = Object.entries(fields).filter(([, field]) => !field.hidden);
  const named = (wanted: (field: Field) => boolean) =>
    shown.filter(([, field]) => wanted(field)).map(([name]) => name);
  const short = named((field) => !tooLong.has(field.type));
  const [group] = named((field) => field.type === "choice");
  const [sum] = named((field) => field.type === "money");
  const dates = named((field) => field.type === "date" || field.type === "date_time");
  return {
    columns: [...new Set(["name", ...short])].slice(0, mostColumns).concat(object.owned ? ["owner"] : []),
    ...(group && { board: { group, ...(sum && { sum }) } }),
    ...(dates.length > 0 && { calendar: dates }),
  };
}
