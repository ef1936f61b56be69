import { z } from "zod";
import { AppError } from "./error.ts";

/**
 * The one filter language: views, rights, rules, exports and the API all speak it.
 *
 *     { and: [ { field: "stage.kind", op: "is", value: "open" },
 *              { field: "amount", op: "gt", value: "5000" },
 *              { field: "company.address.country", op: "is", value: "BG" },
 *              { related: "tasks", some: { field: "done", op: "is", value: false } } ] }
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

/** A condition on records that point here: some, none, or how many of them. */
export interface RelatedClause {
  readonly related: string;
  readonly some?: Filter | true;
  readonly none?: Filter | true;
  readonly count?: {
    readonly op: "eq" | "ne" | "gt" | "gte" | "lt" | "lte";
    readonly value: number;
    readonly where?: Filter;
  };
}

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
  | { readonly period: unknown }
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

export const filterLimits = { clauses: 200, depth: 12, listLength: 1000, textLength: 1000 } as const;

const scalar = z.union([z.string().max(filterLimits.textLength), z.number()]);
const value = z.union([
  z.boolean(),
  scalar,
  z.array(scalar).max(filterLimits.listLength),
  z.strictObject({ me: z.literal(true) }),
  z.strictObject({ my_team: z.literal(true) }),
  z.strictObject({ period: z.unknown() }),
  z.strictObject({ from: scalar.optional(), to: scalar.optional() }),
]);

export const filterSchema: z.ZodType<Filter, Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(filterSchema).max(filterLimits.clauses) }),
    z.strictObject({ or: z.array(filterSchema).max(filterLimits.clauses) }),
    z.strictObject({ not: filterSchema }),
    z.strictObject({ field: z.string().max(200), op: z.enum(operators), value: value.optional() }),
    z.strictObject({
      related: z.string().max(60),
      some: z.union([z.literal(true), filterSchema]).optional(),
      none: z.union([z.literal(true), filterSchema]).optional(),
      count: z
        .strictObject({
          op: z.enum(["eq", "ne", "gt", "gte", "lt", "lte"]),
          value: z.int().min(0).max(1_000_000_000),
          where: filterSchema.optional(),
        })
        .optional(),
    }),
  ]),
) as z.ZodType<Filter, Filter>;

/** Checks `input` (already parsed JSON) as a filter. Throws `filter_too_large` or `filter_invalid`. */
export function parseFilter(input: unknown): Filter {
  assertBounded(input, 0, { clauses: 0 });
  const result = filterSchema.safeParse(input);
  if (!result.success) throw new AppError("filter_invalid", { params: { where: pathOf(result.error) } });
  return result.data;
}

/** Reads a filter from the query string, where it stands as JSON text. */
export function parseFilterText(text: string): Filter {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new AppError("filter_invalid", { params: { where: "" }, cause });
  }
  return parseFilter(input);
}

/** Both, where both are there. */
export function allOf(...filters: readonly (Filter | undefined | null)[]): Filter | undefined {
  const given = filters.filter((filter): filter is Filter => filter != null);
  return given.length <= 1 ? given[0] : { and: given };
}

// Before the schema walks it: a union over a thousand levels would cost more than the query it guards.
function assertBounded(input: unknown, depth: number, seen: { clauses: number }): void {
  if (depth > filterLimits.depth * 2 || ++seen.clauses > filterLimits.clauses * 6)
    throw new AppError("filter_too_large");
  if (Array.isArray(input)) {
    if (input.length > filterLimits.listLength) throw new AppError("filter_too_large");
    for (const item of input) if (typeof item === "object") assertBounded(item, depth + 1, seen);
  } else if (typeof input === "object" && input !== null) {
    for (const item of Object.values(input))
      if (typeof item === "object") assertBounded(item, depth + 1, seen);
  }
}

function pathOf(error: z.ZodError): string {
  return error.issues[0]?.path.join(".") ?? "";
}
