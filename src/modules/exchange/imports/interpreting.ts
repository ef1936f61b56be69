import type { CatalogueObject, Work } from "#records";
import { schemaOf } from "#records";
import type { FileRow } from "../reading/rows.ts";
import { closingDate, type Target } from "../contract/targets.ts";
import { withoutDefusing } from "#kernel/csv";
import { wordsOf } from "../values/likeness.ts";
import { cellReader, type Reading } from "./cell-reading.ts";
import type { Choices } from "./choices.ts";
import { asText } from "./directory.ts";
import {
  type Besides,
  gatherer,
  isJoined,
  joined,
  keepsSeveral,
  nothingBesides,
  type PutBesides,
  valuesIn,
} from "./gathering.ts";
import type { CheckedMapping, Placed } from "./mapping-check.ts";

/** Why a row cannot be taken. `field` is the path of the target. */
export interface RowProblem {
  readonly code: string;
  readonly field?: string;
  readonly column?: string;
  readonly value?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A record that a row names. */
export interface Reference {
  readonly list?: string | undefined;
  readonly field: string;
  readonly object: string;
  readonly text: string;
  /** What happens where nothing of that name is known. */
  readonly others: "create" | "empty" | "fail";
  readonly many: boolean;
  readonly column: string;
  /** `text` is the id that it has in another system, among the records of this kind there. */
  readonly idsOf?: { readonly system: string; readonly entity: string } | undefined;
}

/** A row as the record it is to become; references are resolved later, many rows at once. */
export interface RowDraft {
  readonly row: FileRow;
  readonly values: Record<string, unknown>;
  readonly lines: Readonly<Record<string, Record<string, unknown>>>;
  readonly references: readonly Reference[];
  readonly closing: string | null;
  readonly besides: Besides;
  readonly problems: RowProblem[];
}

export type Interpret = (row: FileRow) => RowDraft;

/** Makes the function that reads rows by a mapping: cells to values of the right shape, with all that is wrong. */
export function interpreter(
  work: Work,
  checked: CheckedMapping,
  headings: readonly string[],
  choices: Choices,
): Interpret {
  const putBesides = gatherer(work, checked);
  const columns = checked.placed.map(
    (placed): Column => ({
      ...placed,
      system: checked.mapping.source?.system,
      heading: headings[placed.assignment.column] ?? "",
      read: cellReader(work, placed, choices),
      several: keepsSeveral(work, checked.object, placed.target),
      isOnlyPlace: checked.placed.filter((one) => isOfColumn(one, placed)).length === 1,
      putBesides,
    }),
  );
  const ranks = [...Map.groupBy(columns, ({ assignment }) => assignment.fallback ?? 0)].sort(
    ([left], [right]) => left - right,
  );
  return (row) => {
    const draft = newDraft(row);
    if (row.cells.slice(headings.length).some((cell) => cell.trim() !== ""))
      draft.problems.push({ code: "row_too_long" });
    for (const [rank, some] of ranks) placeRank(draft, rank, some);
    checkShapes(draft, checked.object, work);
    return {
      ...draft,
      problems: draft.problems.map((problem) => ({ column: headingOf(problem), ...problem })),
    };
  };
  function headingOf({ field }: RowProblem): string | undefined {
    return columns.find(({ target }) => target.path === field || pathOf(target) === field)?.heading;
  }
}

const isOfColumn = (one: Placed, other: Placed): boolean => one.assignment.column === other.assignment.column;

const newDraft = (row: FileRow): Draft => ({
  row,
  values: {},
  lines: {},
  references: [],
  closing: null,
  besides: nothingBesides(),
  problems: [],
});

function placeRank(draft: Draft, rank: number, columns: readonly Column[]): void {
  const said = new Set(rank === 0 ? [] : [...Object.keys(draft.values), ...namedBy(draft)]);
  for (const column of columns) {
    const { assignment, target, heading } = column;
    const isOver = said.has(target.field);
    for (const cell of valuesIn(cellOf(draft.row, assignment.column), assignment, target)) {
      if (cell === "" || (isOver && !column.isOnlyPlace)) continue;
      if (isOver && isRepeated(cell, draft.values[target.field])) continue;
      if (isOver) column.putBesides(draft.besides, noteTarget, { heading, text: cell, label: null });
      else if (target.besides) tellBesides(draft, column, cell);
      else place(draft, column, column.read(cell), cell);
    }
  }
}

// "4 Leaf Rd, London" after the street and the city.
function isRepeated(cell: string, said: unknown): boolean {
  const words = new Set(wordsOf(asText(said)));
  return wordsOf(cell).every((word) => words.has(word));
}

const namedBy = (draft: Draft): string[] => draft.references.map(({ field }) => field);

const cellOf = (row: FileRow, column: number): string =>
  withoutDefusing((row.cells[column] ?? "").trim().toWellFormed());
// The field as a whole, of which the target may be a part.
const pathOf = ({ related, field }: Target): string => (related ? `${related}.${field}` : field);

type Draft = { -readonly [Key in keyof RowDraft]: RowDraft[Key] } & {
  lines: Record<string, Record<string, unknown>>;
  references: Reference[];
};
type Column = Placed & {
  readonly system: string | undefined;
  readonly heading: string;
  readonly read: (cell: string) => Reading;
  /** Whether the column goes nowhere else. */
  readonly isOnlyPlace: boolean;
  /** Whether the first value stands on the record and others beside it. */
  readonly several: boolean;
  readonly putBesides: PutBesides;
};

function place(draft: Draft, column: Column, reading: Reading, cell: string): void {
  const { target, heading } = column;
  const at = { field: target.path, column: heading, value: clipped(cell) };
  if ("empty" in reading) return;
  if ("unread" in reading) {
    column.putBesides(draft.besides, noteTarget, { heading, text: cell, label: null });
    return;
  }
  if ("wrong" in reading) {
    draft.problems.push({ code: reading.wrong, ...at });
    return;
  }
  if ("names" in reading) {
    const many = target.definition.type === "links";
    for (const text of reading.names) {
      draft.references.push({
        list: target.related,
        field: target.field,
        object: reading.object,
        text,
        others: reading.others,
        many,
        column: heading,
        idsOf: idsOf(column),
      });
    }
    return;
  }
  if (target.path === closingDate) {
    draft.closing = reading.value as string;
    return;
  }
  let into = draft.values;
  if (target.related) into = draft.lines[target.related] ??= {};
  const before = whatWasSaid(target, into[target.field]);
  if (before !== undefined && !takesAlong(draft, column, before, reading.value, cell)) return;
  if (column.several && isLabelled(column)) tellBesides(draft, column, cell);
  const value =
    before === undefined || !isJoined(target) ? reading.value : joined(target, String(before), cell);
  into[target.field] = target.part
    ? merged(into[target.field], target.part, value)
    : together(into[target.field], value);
}

// A second column of the same target: texts become one, what stands beside the first is kept so, the rest is told in the note.
function takesAlong(draft: Draft, column: Column, before: unknown, value: unknown, cell: string): boolean {
  const { target } = column;
  if (isJoined(target)) return before !== value;
  if (typeof before === "object" || target.related) return true;
  if (before === value) return false;
  tellBesides(draft, column, cell);
  return false;
}

function tellBesides(draft: Draft, column: Column, cell: string): void {
  const { target, heading, assignment } = column;
  const label =
    assignment.label ??
    (assignment.label_column === undefined ? null : labelIn(cellOf(draft.row, assignment.label_column)));
  if (column.putBesides(draft.besides, target, { heading, text: cell, label })) return;
  draft.problems.push({ code: "field_invalid", field: target.path, column: heading, value: clipped(cell) });
}

// Google marks the main one by a star.
const labelIn = (cell: string): string | null =>
  cell
    .replace(/^\*\s*/, "")
    .slice(0, 60)
    .trim() || null;

const noteTarget: Target = {
  path: "",
  object: "",
  field: "",
  besides: "note",
  definition: { type: "long_text" },
};

const idsOf = ({ assignment, system }: Column): Reference["idsOf"] =>
  assignment.ids_of && system ? { system, entity: assignment.ids_of } : undefined;

const isLabelled = ({ assignment }: Column): boolean =>
  assignment.label !== undefined || assignment.label_column !== undefined;

// The currency of an amount is the organisation's until a column says another.
function whatWasSaid({ part }: Target, whole: unknown): unknown {
  if (part === undefined) return whole;
  return part === "currency" ? undefined : (whole as Record<string, unknown> | undefined)?.[part];
}

const merged = (whole: unknown, part: string, value: unknown): object => ({
  ...(whole as object | undefined),
  [part]: value,
});

// An amount and its currency may come in either order, a currency column overrules the organisation's.
function together(before: unknown, value: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(value)) return [...new Set([...before, ...value])];
  const isObject = (one: unknown): one is object =>
    typeof one === "object" && one !== null && !Array.isArray(one);
  return isObject(before) && isObject(value) ? { ...value, ...before } : value;
}

function checkShapes(draft: Draft, object: CatalogueObject, work: Work): void {
  checkFields(draft, object, draft.values, "");
  for (const [list, values] of Object.entries(draft.lines)) {
    const child = object.related[list];
    if (child) checkFields(draft, work.catalogue.object(child.object), values, `${list}.`);
  }
}

function checkFields(
  draft: Draft,
  object: CatalogueObject,
  values: Record<string, unknown>,
  prefix: string,
): void {
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields[name];
    if (!field) continue;
    if (field.type === "money" && (value as { amount?: string }).amount === undefined) {
      // A currency without an amount says nothing.
      delete values[name];
      continue;
    }
    const parsed = schemaOf(field).safeParse(value);
    if (parsed.success) {
      values[name] = parsed.data;
      continue;
    }
    const issue = parsed.error.issues[0];
    const tooLong = issue?.code === "too_big" && issue.origin === "string";
    delete values[name];
    draft.problems.push({
      code: tooLong ? "field_too_long" : "field_invalid",
      field: prefix + name,
      value: readable(value),
    });
  }
}

const readable = (value: unknown): string =>
  clipped(typeof value === "string" ? value : JSON.stringify(value));

/** The beginning of a text as the database can keep it: no half character, no character zero. */
export function clipped(text: string, length = 200): string {
  return text.slice(0, length).replaceAll("\0", "\uFFFD").toWellFormed();
}
