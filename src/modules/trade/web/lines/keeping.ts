import type { DocumentContent } from "#trade/contract";
import { ApiProblem } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { type EditedLine, editedLines, problemOf } from "./edited-line.ts";

/** Why the server does not take a line as it is typed. */
export interface Refusal {
  /** Of which field it says so; empty where it is the line as a whole. */
  readonly field: string;
  readonly text: string;
}

/** What was refused, by the line as it was typed: typed anew it is another and is tried again. */
export type Refusals = WeakMap<EditedLine, Refusal>;

export function isAtFault(line: EditedLine, refusals: Refusals): boolean {
  return problemOf(line) !== null || refusals.has(line);
}

/** What can be kept of what is typed: a line at fault goes as it is kept already, one that is not kept yet not at all. */
export function keepable(
  lines: readonly EditedLine[],
  refusals: Refusals,
  content: DocumentContent | undefined,
): EditedLine[] {
  const kept = new Map(content && editedLines(content, new Map()).map((line) => [line.id, line]));
  return lines.flatMap((line) => {
    if (!isAtFault(line, refusals)) return [line];
    const before = line.id === null ? undefined : kept.get(line.id);
    return before ? [{ ...before, key: line.key }] : [];
  });
}

/** Which of the lines sent was refused, and why; null where the problem is none of a line. */
export function refusalIn(error: unknown): (Refusal & { readonly at: number }) | null {
  if (!(error instanceof ApiProblem)) return null;
  const named = error.problem.errors?.[0] ?? error.problem;
  const [, at, field = ""] = /^lines\.(\d+)(?:\.(\w+))?$/.exec(String(named.field ?? "")) ?? [];
  return at === undefined ? null : { at: Number(at), field, text: named.detail ?? problemText(error) };
}

/** Lines that are kept now know it, whatever was typed in them since; those at fault stay as they were typed. */
export function withIds(
  now: readonly EditedLine[],
  {
    sent,
    kept,
    refusals,
  }: { readonly sent: readonly EditedLine[]; readonly kept: DocumentContent; readonly refusals: Refusals },
): readonly EditedLine[] {
  const fresh = editedLines(kept, new Map());
  const byKey = new Map(sent.map((line, at) => [line.key, fresh[at]]));
  return now.map((line) => {
    const known = byKey.get(line.key);
    if (!known || isAtFault(line, refusals)) return line;
    const { id, listPrice, taxKey, taxRate, unit, record } = known;
    return { ...line, id, listPrice, taxKey, taxRate, unit, record, price: line.price ?? known.price };
  });
}
