import { z } from "zod";
import { AppError } from "./error.ts";
import { currencyCode } from "./money.ts";
import { type RelativePeriod, relativePeriod } from "./period.ts";

/**
 * The one filter language: views, rights, rules, exports and the API all speak it.
 *
 *     { and: [ { field: "stage.kind", op: "is", value: "open" },
 *              { field: "amount", op: "gt", value: "5000" },
 *              { field: "company.address.country", op: "is", value: "BG" },
 *              { related: "tasks", some: { field: "done", op: "is", value: false } } ] }
 *
 * How a person writes it stands in `filter-text.ts`.
 */
export type Filter =
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter }
  | FieldClause
  | RelatedClause;

/** One comparison; `field` is a path through links (`company.name`) or into parts (`address.city`). */
export interface FieldClause {
  readonly field: string;
  readonly op: Operator;
  readonly value?: FilterValue;
}

/**
 * A condition on related records: those that point here (`deals`), those that a field of many links names
 * (`competitors`), or those of a linked record (`company.deals`). Exactly one of the questions is asked.
 */
export type RelatedClause = { readonly related: string } & RelatedQuestion;

interface RelatedQuestion {
  readonly some?: Filter | true;
  readonly none?: Filter | true;
  readonly count?: { readonly op: Comparison; readonly value: number; readonly where?: Filter };
  readonly sum?: RelatedNumber;
  readonly avg?: RelatedNumber;
  readonly min?: RelatedNumber;
  readonly max?: RelatedNumber;
}

/** The sum (average, least, greatest) of a field of related records, compared with a number. */
export interface RelatedNumber {
  readonly of: string;
  readonly op: Comparison;
  readonly value: string | number;
  /** Of money: only amounts in this currency count; the organisation's own unless told. */
  readonly currency?: string;
  readonly where?: Filter;
}

export const relatedQuestions = ["some", "none", "count", "sum", "avg", "min", "max"] as const;
export const comparisons = ["eq", "ne", "gt", "gte", "lt", "lte"] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * A value to compare with: a scalar, a list, a span, a period, or a word that depends on who asks:
 * `{ me: true }` (the one who asks), `{ my_team: true }` (everyone the asker leads or sits in a team with).
 */
export type FilterValue =
  | string
  | number
  | boolean
  | readonly (string | number)[]
  | { readonly from?: string | number; readonly to?: string | number }
  | { readonly period: RelativePeriod }
  | { readonly me: true }
  | { readonly my_team: true };

export const operators = [
  "is",
  "is_not",
  "in",
  "not_in",
  "contains",
  "not_contains",
  "starts_with",
  "eq",
  "ne",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "within",
  "before",
  "after",
  "has",
  "has_any",
  "has_none",
  "empty",
  "not_empty",
] as const;
export type Operator = (typeof operators)[number];

/** `nested`: questions about related records of related records. Each multiplies what the database has to look at. */
export const filterLimits = {
  clauses: 200,
  depth: 12,
  nested: 3,
  listLength: 1000,
  textLength: 1000,
} as const;

const scalar = z.union([z.string().max(filterLimits.textLength), z.number()]);
const value = z.union([
  z.boolean(),
  scalar,
  z.array(scalar).max(filterLimits.listLength),
  z.strictObject({ me: z.literal(true) }),
  z.strictObject({ my_team: z.literal(true) }),
  z.strictObject({ period: relativePeriod }),
  z.strictObject({ from: scalar.optional(), to: scalar.optional() }),
]);
const number = z
  .union([z.string(), z.number()])
  .refine((written) => /^-?\d{1,30}(\.\d{1,20})?$/.test(String(written)));
const comparison = z.enum(comparisons);

/** Whether the operator compares with a value at all. */
export function takesValue(op: Operator): boolean {
  return op !== "empty" && op !== "not_empty";
}

const anyFilter: z.ZodType<Filter, Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(anyFilter) }),
    z.strictObject({ or: z.array(anyFilter) }),
    z.strictObject({ not: anyFilter }),
    z
      .strictObject({ field: z.string().max(200), op: z.enum(operators), value: value.optional() })
      .refine((clause) => clause.value !== undefined || !takesValue(clause.op)),
    relatedClause,
  ]),
) as z.ZodType<Filter, Filter>;

const condition = z.union([z.literal(true), z.lazy(() => anyFilter)]).optional();
const relatedNumber = z
  .strictObject({
    of: z.string().max(200),
    op: comparison,
    value: number,
    currency: currencyCode.optional(),
    where: z.lazy(() => anyFilter).optional(),
  })
  .optional();
const relatedClause = z
  .strictObject({
    related: z.string().max(200),
    some: condition,
    none: condition,
    count: z
      .strictObject({
        op: comparison,
        value: z.int().min(0).max(1_000_000_000),
        where: z.lazy(() => anyFilter).optional(),
      })
      .optional(),
    sum: relatedNumber,
    avg: relatedNumber,
    min: relatedNumber,
    max: relatedNumber,
  })
  .refine((clause) => relatedQuestions.filter((one) => clause[one] !== undefined).length === 1);

/** A filter within a body. Its size is known before anything walks it: throws `filter_too_large`, while it is parsed. */
export const filterSchema = z.preprocess((input) => {
  assertBounded(input, { depth: 0, nested: 0 }, { clauses: 0, nodes: 0 });
  return input;
}, anyFilter) as z.ZodType<Filter, Filter>;

/** Checks `input` (already parsed JSON) as a filter. Throws `filter_too_large` or `filter_invalid`. */
export function parseFilter(input: unknown): Filter {
  const result = filterSchema.safeParse(input);
  if (!result.success) throw new AppError("filter_invalid", { params: { where: pathOf(result.error) } });
  return result.data;
}

/** Both, where both are there. */
export function allOf(...filters: readonly (Filter | undefined | null)[]): Filter | undefined {
  const given = filters.filter((filter): filter is Filter => filter != null);
  return given.length <= 1 ? given[0] : { and: given };
}

// Before the schema walks it: a union over a thousand levels would cost more than the query it guards.
function assertBounded(
  input: unknown,
  at: { readonly depth: number; readonly nested: number },
  seen: { clauses: number; nodes: number },
): void {
  if (typeof input !== "object" || input === null) return;
  const nested = at.nested + ("related" in input ? 1 : 0);
  if ("field" in input || "related" in input) seen.clauses++;
  const inside: readonly unknown[] = Array.isArray(input) ? input : Object.values(input);
  const bounded =
    at.depth <= filterLimits.depth * 2 &&
    nested <= filterLimits.nested &&
    seen.clauses <= filterLimits.clauses &&
    ++seen.nodes <= filterLimits.clauses * 6 &&
    inside.length <= filterLimits.listLength;
  if (!bounded) throw new AppError("filter_too_large");
  for (const item of inside) assertBounded(item, { depth: at.depth + 1, nested }, seen);
}

function pathOf(error: z.ZodError): string {
  return error.issues[0]?.path.join(".") ?? "";
}
