import { AppError, type FieldError } from "#kernel/error";
import type { FastifySchemaCompiler } from "fastify";
import type { z } from "zod";

type Part = "params" | "querystring" | "body" | "headers";

/** A part of a request that is not as its action states it; the problem mapper reads it. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
  readonly part: Part;
  readonly errors: readonly FieldError[];

  constructor(part: Part, errors: readonly FieldError[]) {
    super(`${part} is not as the contract states it`);
    this.part = part;
    this.errors = errors;
  }
}

/** Checks each part of a request by the schema of its action. */
export const compileValidator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const part = httpPart as Part;
  return (input: unknown) => {
    try {
      const result = schema.safeParse(input);
      if (result.success) return { value: result.data };
      const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, input));
      return { error: new InvalidRequest(part, errors) };
    } catch (error) {
      // A schema that sees at once that it is too much says so: a filter of ten thousand conditions.
      if (error instanceof AppError) return { error };
      throw error;
    }
  };
};

/** What zod found, as errors of fields by their path. */
export function fieldErrors(issue: z.core.$ZodIssue, input: unknown): FieldError[] {
  const path = issue.path.map(String);
  const field = path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ code: "field_unknown", field: [...path, key].join(".") }));
  }
  const value = valueAt(input, issue.path);
  if (value === undefined || value === null || value === "") return [{ code: "field_required", field }];
  if (issue.code === "too_big" && (issue.origin === "string" || issue.origin === "array")) {
    return [{ code: "field_too_long", field, params: { max: Number(issue.maximum) } }];
  }
  return [{ code: "field_invalid", field }];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );
}
