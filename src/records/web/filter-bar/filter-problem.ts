import type { AppError } from "#kernel/error";
import type { Translate } from "#web/texts.ts";

/** What is wrong with a filter, in the user's language. */
export function filterProblem({ code, details }: AppError, t: Translate): string {
  return t(`errors.${code}.detail`, { field: "none", ...details.params });
}
