import { AppError } from "#kernel/error";
import { problemDetail, problemTitle } from "../http/problem-text.ts";
import { StartError } from "../start-error.ts";

/** What the terminal shows of an error: a sentence where it was foreseen, the whole of it where not. */
export function sentenceFor(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (error instanceof AppError) {
    const { field, params, errors = [] } = error.details;
    const sentences = [{ code: error.code, field, params }, ...errors].map((one) =>
      problemDetail("en", one.code, { ...(one.field && { field: one.field }), ...one.params }),
    );
    return `${problemTitle("en", error.code)}. ${sentences.join("\n")}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
