import { AppError } from "#kernel/error";
import type { RowProblem } from "./interpreting.ts";

/** What the engine or the database had against a single row; undefined when it was not the row's fault. */
export function problemsOf(error: unknown): RowProblem[] | undefined {
  if (error instanceof AppError) {
    if (error.status >= 500) return undefined;
    const { errors, field, params } = error.details;
    return (errors ?? [{ code: error.code, field, params }]).map(({ code, ...rest }) => ({ code, ...rest }));
  }
  const state = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (state === "23505") return [{ code: "value_taken" }];
  return /^2[23]/.test(state) ? [{ code: "field_invalid" }] : undefined;
}
