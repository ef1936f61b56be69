import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import { parseFilterText } from "#kernel/filter-text";
import { byRule, type Work, wideCondition } from "#records";

/**
 * The rows of `objectName` under `alias` that fulfil a condition as the filter language writes it, whoever asks: a rule sees
 * everything. Throws as reading and compiling a filter do.
 */
export function conditionOn(
  work: Work,
  { object, alias }: { readonly object: string; readonly alias: string },
  text: string | null,
): RawBuilder<SqlBool> {
  if (!text?.trim()) return sql<SqlBool>`true`;
  const scope = { work: byRule(work), object: work.catalogue.object(object), alias };
  return wideCondition(scope, parseFilterText(text));
}

/** Throws `filter_unreadable`, `filter_invalid` and such, with `condition` as the field, for what cannot be a condition. */
export function checkCondition(work: Work, object: string, text: string): void {
  try {
    conditionOn(work, { object, alias: "t" }, text);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, { ...thrown.details, field: "condition" });
  }
  // A rule is nobody: it has no records of its own and no team.
  if (speaksOfMe(parseFilterText(text))) throw new AppError("field_invalid", { field: "condition" });
}

function speaksOfMe(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  return "me" in part || "my_team" in part || Object.values(part).some(speaksOfMe);
}
