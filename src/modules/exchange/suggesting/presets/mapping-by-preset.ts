import type { Assignment, ColumnSurvey, Mapping, ValueChoice } from "../../contract/imports.ts";
import { externalId, type Target } from "../../contract/targets.ts";
import { readDate } from "../../values/dates.ts";
import { assignmentTo } from "../mapping.ts";
import { anyValue, headingKey, keysOf, type Place, type Placing, type PresetFile } from "./preset.ts";
import type { Recognised } from "./recognising.ts";

/** Groups such as phones are numbered; nobody has more. */
const mostOfGroup = 20;

interface Placed {
  readonly column: number;
  readonly place: Place;
  /** Which of its group it is. */
  readonly number: number;
}

/**
 * The mapping that the layout of another system says: each column where it belongs, values that mean something here
 * translated, and what is not known of it in a note. `targets` are those that may be written.
 */
export function mappingByPreset(
  { system, file }: Recognised,
  columns: readonly ColumnSurvey[],
  targets: ReadonlyMap<string, Target>,
): Mapping {
  const byHeading = new Map<string, number>();
  for (const { index, name } of columns.toReversed()) byHeading.set(headingKey(name), index);
  const placed = placesIn(file, byHeading).filter(
    ({ column, place }) => targets.has(place.to) && filled(columns, column),
  );
  const ground = { columns, targets, byHeading, dates: file.dates, isTranslated: file.words !== undefined };
  const own = placed.map((one) => assignmentOf(one, ground));
  const assignments = withoutTwice([...own, ...notesOf(file, placed, own, ground)]);
  const isNote = ({ target }: Assignment) => targets.get(target)?.besides === "note";
  return {
    object: file.object,
    // Lines of the note stand as the columns of the file do.
    assignments: [
      ...assignments.filter((one) => !isNote(one)),
      ...assignments.filter(isNote).sort((left, right) => left.column - right.column),
    ],
    keys: keysIn(file.key, assignments),
    existing: file.existing ?? "update",
    source: { system, entity: file.entity },
  };
}

/** Into the note goes what has no place, and what one link cannot hold. */
function notesOf(
  file: PresetFile,
  placed: readonly Placed[],
  own: readonly Assignment[],
  ground: Ground,
): Assignment[] {
  const target = [...ground.targets.values()].find(({ besides }) => besides === "note")?.path;
  if (target === undefined) return [];
  const known = new Set([
    ...own.flatMap(columnsOf),
    ...(file.leftOut ?? []).flatMap((heading) => columnCalled(file, heading, ground.byHeading) ?? []),
  ]);
  const rest = ground.columns.filter(({ index, filled: rows }) => rows > 0 && !known.has(index));
  const several = placed.filter((one) => holdsSeveralLinks(one, ground));
  return [...rest.map(({ index }) => index), ...several.map(({ column }) => column)].map((column) => ({
    column,
    target,
  }));
}

const filled = (columns: readonly ColumnSurvey[], column: number): boolean =>
  (columns[column]?.filled ?? 0) > 0;

const columnsOf = ({ column, label_column }: Assignment): number[] =>
  label_column === undefined ? [column] : [column, label_column];

function columnCalled(
  file: PresetFile,
  heading: string,
  byHeading: ReadonlyMap<string, number>,
): number | undefined {
  const key = keysOf(file, heading).find((one) => byHeading.has(one));
  return key === undefined ? undefined : byHeading.get(key);
}

function placesIn(file: PresetFile, byHeading: ReadonlyMap<string, number>): Placed[] {
  return Object.entries(file.columns).flatMap(([heading, placing]) => {
    const places = ([placing].flat() as Placing[]).map((one) =>
      typeof one === "string" ? { to: one } : one,
    );
    const numbers = heading.includes("#") ? Array.from({ length: mostOfGroup }, (_, at) => at + 1) : [0];
    return numbers.flatMap((number) => {
      const column = columnCalled(file, heading.replace("#", String(number)), byHeading);
      return column === undefined
        ? []
        : places.map((place) => ({ column, place: ofGroup(place, number), number }));
    });
  });
}

// Of several addresses the second counts only where there is no first.
function ofGroup(place: Place, number: number): Place {
  if (number < 2 || !place.to.startsWith("address.")) return place;
  return { ...place, fallback: (place.fallback ?? 0) + number - 1 };
}

interface Ground {
  readonly columns: readonly ColumnSurvey[];
  readonly targets: ReadonlyMap<string, Target>;
  readonly byHeading: ReadonlyMap<string, number>;
  readonly dates: "ymd" | "dmy" | "mdy" | undefined;
  readonly isTranslated: boolean;
}

function assignmentOf({ column, place, number }: Placed, ground: Ground): Assignment {
  const target = ground.targets.get(place.to) as Target;
  const labels = place.labelColumn?.replace("#", String(number));
  const labelColumn = labels === undefined ? undefined : ground.byHeading.get(headingKey(labels));
  const survey = ground.columns[column];
  const notation = survey && ground.dates && notationFitting(survey, ground.dates);
  const values = place.values && survey && valuesMeant(survey, place);
  const assignment = assignmentTo(ground.columns, column, target);
  return {
    ...assignment,
    ...(assignment.notation && notation && { notation }),
    ...(place.separator && { separator: place.separator }),
    ...(place.label && { label: ground.isTranslated ? labelIn(survey?.name ?? "") : place.label }),
    ...(labelColumn !== undefined && { label_column: labelColumn }),
    ...(place.idsOf && { ids_of: place.idsOf }),
    ...(place.others && { others: place.others }),
    ...(place.fallback && { fallback: place.fallback }),
    ...(values && Object.keys(values).length > 0 && { values }),
  };
}

// "Persona - Teléfono (Trabajo)" is one for "Trabajo": in another language a column itself says it.
function labelIn(heading: string): string {
  const last = heading.split(" - ").at(-1) ?? heading;
  return (/\(([^)]+)\)\s*$/.exec(last)?.[1] ?? last).trim().slice(0, 60);
}

// "05/06/2026" may be either; what cannot be read so is read as it shows.
function notationFitting(
  { distinct }: ColumnSurvey,
  notation: "ymd" | "dmy" | "mdy",
): typeof notation | undefined {
  const readable = distinct.filter(({ value }) => readDate(value, notation) !== null).length;
  return readable > 0 && readable >= distinct.length / 2 ? notation : undefined;
}

function valuesMeant({ distinct }: ColumnSurvey, { values = {} }: Place): Record<string, ValueChoice> {
  return Object.fromEntries(
    distinct.flatMap(({ value }) => {
      const known = value.toLowerCase();
      const use = values[Object.hasOwn(values, known) ? known : anyValue];
      if (use === undefined) return [];
      return [[value, use === null ? { empty: true as const } : { use }]];
    }),
  );
}

// A link holds one; the ids or names of the others are told in the note.
function holdsSeveralLinks({ column, place }: Placed, { columns, targets }: Ground): boolean {
  const separator = place.separator;
  if (!separator || targets.get(place.to)?.definition.type !== "link") return false;
  return columns[column]?.distinct.some(({ value }) => value.includes(separator)) ?? false;
}

function withoutTwice(assignments: readonly Assignment[]): Assignment[] {
  return assignments.filter(
    (one, index) =>
      assignments.findIndex(({ column, target }) => column === one.column && target === one.target) === index,
  );
}

// By its id first; by what it is called here only where nothing has the id.
function keysIn(key: string | null, assignments: readonly Assignment[]): string[] {
  const filled = new Set(assignments.map(({ target }) => target.split(".")[0]));
  return [externalId, ...(key === null ? [] : [key])].filter((one) => filled.has(one));
}
