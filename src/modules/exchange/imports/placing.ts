import { withoutDefusing } from "#kernel/csv";
import { closingDate, type Target } from "../contract/targets.ts";
import type { FileRow } from "../reading/rows.ts";
import { clipped } from "../values/clipping.ts";
import { wordsOf } from "../values/likeness.ts";
import type { Reading } from "./cell-reading.ts";
import { asText } from "./directory.ts";
import { isJoined, joined, type PutBesides, valuesIn } from "./gathering.ts";
import type { Reference, RowDraft } from "./interpreting.ts";
import type { Placed } from "./mapping-check.ts";

/** A row while its cells are placed. */
export type Draft = { -readonly [Key in keyof RowDraft]: RowDraft[Key] } & {
  lines: Record<string, Record<string, unknown>>;
  references: Reference[];
  assumed: string[];
};
/** An assigned column with what it takes to read and place its cells. */
export type Column = Placed & {
  readonly system: string | undefined;
  readonly heading: string;
  readonly read: (cell: string) => Reading;
  /** Whether the column goes nowhere else. */
  readonly isOnlyPlace: boolean;
  /** Whether the first value stands on the record and others beside it. */
  readonly several: boolean;
  readonly putBesides: PutBesides;
};

/** Places the cells of columns of one rank: those of a later one count where nothing was said before. */
export function placeRank(draft: Draft, rank: number, columns: readonly Column[]): void {
  const said = rank === 0 ? undefined : new Set([...Object.keys(draft.values), ...namedBy(draft)]);
  for (const column of columns) {
    const { assignment, target, heading } = column;
    const isOver = said?.has(target.field) === true;
    for (const cell of valuesIn(cellOf(draft.row, assignment.column), assignment, target)) {
      if (cell === "" || (isOver && !column.isOnlyPlace)) continue;
      if (isOver && isRepeated(cell, draft.values[target.field])) continue;
      if (isOver) column.putBesides(draft.besides, noteTarget, { heading, text: cell, label: null });
      else if (target.besides) tellBesides(draft, column, cell);
      else place(draft, column, column.read(cell), cell);
    }
  }
}

/** Gives a row what it says nothing of. */
export function placeDefaults(
  draft: Draft,
  defaults: readonly { readonly column: Column; readonly text: string }[],
): void {
  if (defaults.length === 0) return;
  const said = new Set([...Object.keys(draft.values), ...namedBy(draft)]);
  for (const { column, text } of defaults) {
    const { field } = column.target;
    if (said.has(field)) continue;
    draft.assumed.push(field);
    place(draft, column, column.read(text), text);
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

function place(draft: Draft, column: Column, reading: Reading, cell: string): void {
  const { target, heading } = column;
  if ("empty" in reading) return;
  if ("unread" in reading) {
    column.putBesides(draft.besides, noteTarget, { heading, text: cell, label: null });
    return;
  }
  if ("wrong" in reading) {
    draft.problems.push({ code: reading.wrong, field: target.path, column: heading, value: clipped(cell) });
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
