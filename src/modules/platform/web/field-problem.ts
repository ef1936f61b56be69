import { ApiProblem } from "#web/client.ts";
import { problemText } from "#web/notify.ts";

/** What the server says about one field of a form, for the place beside it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const { problem } = error;
  const one = problem.errors?.find((each) => lastPart(each.field) === field);
  if (one) return one.detail;
  return problem.field && lastPart(problem.field) === field ? problemText(error) : undefined;
}

/** What is wrong and belongs to none of the fields that the form shows. */
export function otherProblem(error: unknown, fields: readonly string[]): string | undefined {
  if (!error || fields.some((field) => fieldProblem(error, field))) return undefined;
  return problemText(error);
}

function lastPart(path: string): string {
  return path.split(".").at(-1) ?? path;
}
