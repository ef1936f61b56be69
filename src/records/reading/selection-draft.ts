import { type RawBuilder, sql } from "kysely";
import type { Column } from "../field-types/field-type.ts";
import type { Work } from "../work.ts";

export type Row = Readonly<Record<string, unknown>>;

/** Takes one value out of a row. */
export type Read = (row: Row) => unknown;

/** A query in the making: that of the records, or one inside it that gathers the many that a record points to. */
export interface SelectionDraft {
  readonly work: Work;
  /** Whose rows are selected; only their columns pass through the query inside. */
  readonly alias: string;
  readonly inner: Set<string>;
  readonly columns: RawBuilder<unknown>[];
  readonly joins: RawBuilder<unknown>[];
  /** Rows come as JSON, which would make floats of decimals. */
  readonly asJson: boolean;
  /** Counts the linked tables of the whole selection, as names of tables and fields would be too long together. */
  readonly links: { count: number };
}

export function draftOn(
  work: Work,
  alias: string,
  kept: Pick<SelectionDraft, "asJson" | "links">,
): SelectionDraft {
  return { work, alias, inner: new Set(), columns: [], joins: [], ...kept };
}

/** A name for the next linked table. */
export function linkedAlias(draft: SelectionDraft): string {
  return `l${draft.links.count++}`;
}

/** The query inside must hand out the column where it is one of the rows selected. */
export function passThrough(draft: SelectionDraft, alias: string, column: string): void {
  if (alias === draft.alias) draft.inner.add(column);
}

/** Selects a column of the table under `alias`; answers how to read it, as the driver reads it. */
export function addColumn(draft: SelectionDraft, alias: string, { name, type }: Column): Read {
  passThrough(draft, alias, name);
  return addValue(draft, sql`${sql.ref(`${alias}.${name}`)}`, type);
}

/** Selects an expression of a type; answers how to read it, as the driver reads it. */
export function addValue(draft: SelectionDraft, value: RawBuilder<unknown>, type: Column["type"]): Read {
  if (!draft.asJson) return addExpression(draft, value);
  const cell = addExpression(draft, type === "numeric" ? sql`(${value})::text` : value);
  return type === "timestamptz" ? (row) => instantOf(cell(row)) : cell;
}

// What the driver would have made of it.
function instantOf(written: unknown): Date | null {
  return typeof written === "string" ? new Date(written) : null;
}

/** Selects an expression; answers how to read it. */
export function addExpression(draft: SelectionDraft, expression: RawBuilder<unknown>): Read {
  const key = `c${draft.columns.length}`;
  draft.columns.push(sql`${expression} as ${sql.ref(key)}`);
  return (row) => row[key];
}
