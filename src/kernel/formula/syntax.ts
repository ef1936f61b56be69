import { AppError, type ErrorCode } from "../error.ts";

/** What a formula may give: how its value is stored in the mind of the reader. */
export const formulaTypes = ["number", "text", "boolean", "date", "date_time"] as const;
export type FormulaType = (typeof formulaTypes)[number];

/**
 * How large a formula may be. `total` counts its parts together with those of the formulas that it uses, `object` those
 * of all computed fields of an object, `filter` those that one filter names.
 */
export const formulaLimits = {
  length: 2000,
  depth: 50,
  nodes: 500,
  total: 1000,
  object: 5000,
  filter: 10_000,
  textLength: 10_000,
} as const;

/** Where a part of a formula stands: characters from `from` up to `to`, counted from 0. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A formula as it is written, without meaning yet. Operators are calls by their name: `1 + 2` is `add(1, 2)`. */
export type Expression = Literal | PathExpression | Call;

export interface Literal extends Span {
  readonly kind: "literal";
  /** Absent for `null`, which takes the type that is wanted where it stands. */
  readonly type: "number" | "text" | "boolean" | undefined;
  /** A number as decimal text. */
  readonly value: string | boolean | null;
}

export interface PathExpression extends Span {
  readonly kind: "path";
  readonly path: string;
}

export interface Call extends Span {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly Expression[];
}

/** An error in a formula that says where: `params.position` counts from 1, `extra.at` is the span for an editor. */
export function formulaError(
  code: ErrorCode,
  { from, to }: Span,
  params: Readonly<Record<string, string | number>> = {},
): AppError {
  return new AppError(code, {
    field: "expression",
    params: { position: from + 1, ...params },
    extra: { at: { from, to } },
  });
}
