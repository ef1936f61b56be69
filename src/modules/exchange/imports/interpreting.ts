import type { CatalogueObject, Work } from "#records";
import { readAs } from "#records";
import type { FileRow } from "../reading/rows.ts";
import type { Target } from "../contract/targets.ts";
import { clipped } from "../values/clipping.ts";
import { cellReader } from "./cell-reading.ts";
import type { Choices } from "./choices.ts";
import { type Besides, gatherer, keepsSeveral, nothingBesides } from "./gathering.ts";
import type { CheckedMapping, Placed } from "./mapping-check.ts";
import { type Column, type Draft, placeDefaults, placeRank } from "./placing.ts";

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
  /** The same as the schemas of the fields answered it, before records that are named were found. */
  readonly shaped: Readonly<Record<string, unknown>>;
  readonly lines: Readonly<Record<string, Record<string, unknown>>>;
  readonly references: readonly Reference[];
  readonly closing: string | null;
  readonly besides: Besides;
  /** Fields of which the row itself says nothing: their values are for a new record alone. */
  readonly assumed: readonly string[];
  readonly problems: RowProblem[];
}

/** What the row itself says. */
export function saidBy({ values, assumed }: RowDraft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !assumed.includes(name)));
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
  const columnOf = (placed: Placed): Column => ({
    ...placed,
    system: checked.mapping.source?.system,
    heading: headings[placed.assignment.column] ?? "",
    read: cellReader(work, placed, choices),
    several: keepsSeveral(work, checked.object, placed.target),
    isOnlyPlace: checked.placed.filter((one) => isOfColumn(one, placed)).length === 1,
    putBesides,
  });
  const columns = checked.placed.map(columnOf);
  const ranks = [...Map.groupBy(columns, ({ assignment }) => assignment.fallback ?? 0)].sort(
    ([left], [right]) => left - right,
  );
  const defaults = checked.defaults.map(({ target, text }) => ({
    text,
    column: columnOf({ target, assignment: { column: -1, target: target.path } }),
  }));
  return (row) => {
    const draft = newDraft(row);
    if (row.cells.slice(headings.length).some((cell) => cell.trim() !== ""))
      draft.problems.push({ code: "row_too_long" });
    for (const [rank, some] of ranks) placeRank(draft, rank, some);
    placeDefaults(draft, defaults);
    checkShapes(draft, checked.object, work);
    draft.shaped = { ...draft.values };
    if (draft.problems.length > 0)
      draft.problems = draft.problems.map((problem) => ({ column: headingOf(problem), ...problem }));
    return draft;
  };
  function headingOf({ field }: RowProblem): string | undefined {
    return columns.find(({ target }) => target.path === field || pathOf(target) === field)?.heading;
  }
}

const isOfColumn = (one: Placed, other: Placed): boolean => one.assignment.column === other.assignment.column;

const newDraft = (row: FileRow): Draft => ({
  row,
  values: {},
  shaped: {},
  lines: {},
  references: [],
  closing: null,
  besides: nothingBesides(),
  assumed: [],
  problems: [],
});

// The field as a whole, of which the target may be a part.
const pathOf = ({ related, field }: Target): string => (related ? `${related}.${field}` : field);

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
    const parsed = readAs(field, value);
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
