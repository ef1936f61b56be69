import { createMany, list, updateMany, type Work } from "#records";
import type { RowOutcome } from "./batch.ts";
import { changesOf } from "./differing.ts";
import type { CheckedMapping } from "./mapping-check.ts";

/** Makes the lines of new records; on known ones the line that names the same thing is changed. Answers whose lines changed. */
export async function writeLines(
  work: Work,
  { object }: CheckedMapping,
  outcomes: readonly RowOutcome[],
): Promise<Set<string>> {
  const touched = new Set<string>();
  const lists = new Set(outcomes.flatMap(({ draft }) => Object.keys(draft.lines)));
  for (const name of lists) {
    const related = object.related[name];
    if (!related) continue;
    const child = work.catalogue.object(related.object);
    const naming = Object.entries(child.fields).find(
      ([field, { type, required }]) => type === "link" && required && field !== related.field,
    )?.[0];
    const rows = outcomes.filter(({ draft, recordId }) => recordId && draft.lines[name]);
    const known = rows
      .filter(({ outcome }) => outcome !== "created")
      .map(({ recordId }) => recordId as string);
    const there =
      known.length === 0
        ? []
        : (
            await list(work, child.name, {
              limit: 10_000,
              filter: { field: related.field, op: "in", value: known },
            })
          ).data;
    const creates: Record<string, unknown>[] = [];
    const changes: { id: string; values: Record<string, unknown> }[] = [];
    for (const { draft, recordId } of rows) {
      const values = draft.lines[name] ?? {};
      if (naming && values[naming] == null) continue;
      const same = there.find(
        (line) =>
          idOf(line[related.field]) === recordId && (!naming || idOf(line[naming]) === values[naming]),
      );
      if (!same) creates.push({ ...values, [related.field]: recordId });
      else if (Object.keys(changesOf(child, same, values)).length > 0)
        changes.push({ id: same.id, values: changesOf(child, same, values) });
      else continue;
      touched.add(recordId as string);
    }
    await createMany(work, child.name, creates, { governed: true });
    if (changes.length > 0) await updateMany(work, child.name, changes, { governed: true });
  }
  return touched;
}

const idOf = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null ? (value as { id: string }).id : (value as string | undefined);
