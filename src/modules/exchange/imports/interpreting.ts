import type { CatalogueObject, Work } from "#records";
import { schemaOf } from "#records";
import type { FileRow } from "../reading/rows.ts";
import { closingDate } from "../contract/targets.ts";
import { withoutDefusing } from "#kernel/csv";
import { cellReader, type Reading } from "./cell-reading.ts";
import type { Choices } from "./choices.ts";
import type { CheckedMapping } from "./mapping-check.ts";

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
  readonly create: boolean;
  readonly many: boolean;
  readonly column: string;
}

/** A row as the record it is to become; references are resolved later, many rows at once. */
export interface RowDraft {
  readonly row: FileRow;
  readonly values: Record<string, unknown>;
  readonly lines: Readonly<Record<string, Record<string, unknown>>>;
  readonly references: readonly Reference[];
  readonly closing: string | null;
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
  const columns = checked.placed.map((placed) => ({
    ...placed,
    heading: headings[placed.assignment.column] ?? "",
    read: cellReader(work, placed, choices),
  }));
  return (row) => {
    const draft: Draft = { row, values: {}, lines: {}, references: [], closing: null, problems: [] };
    if (row.cells.slice(headings.length).some((cell) => cell.trim() !== ""))
      draft.problems.push({ code: "row_too_long" });
    for (const column of columns) {
      const cell = withoutDefusing((row.cells[column.assignment.column] ?? "").trim().toWellFormed());
      if (cell !== "") place(draft, column, column.read(cell), cell);
    }
    checkShapes(draft, checked.object, work);
    return draft;
  };
}

type Draft = { -readonly [Key in keyof RowDraft]: RowDraft[Key] } & {
  lines: Record<string, Record<string, unknown>>;
  references: Reference[];
};
type Column = CheckedMapping["placed"][number] & { readonly heading: string };

function place(draft: Draft, column: Column, reading: Reading, cell: string): void {
  const { target, heading } = column;
  const at = { field: target.path, column: heading, value: clipped(cell) };
  if ("empty" in reading) return;
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
        create: reading.create,
        many,
        column: heading,
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
  into[target.field] = target.part
    ? merged(into[target.field], target.part, reading.value)
    : together(into[target.field], reading.value);
}

const merged = (whole: unknown, part: string, value: unknown): object => ({
  ...(whole as object | undefined),
  [part]: value,
});

// An amount and its currency may come in either order, a currency column overrules the organisation's.
function together(before: unknown, value: unknown): unknown {
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
