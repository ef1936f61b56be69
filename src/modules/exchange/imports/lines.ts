import { type CatalogueObject, createMany, list, updateMany, type Work } from "#records";
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
      const naming = namingField(child, related.field, values);
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

/** What tells a line from the others of its record: its own key where the file has one, else what it names. */
function namingField(
  child: CatalogueObject,
  record: string,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const key = child.keys?.find((name) => values[name] != null);
  if (key) return key;
  const links = Object.entries(child.fields).filter(
    ([name, field]) => field.type === "link" && name !== record,
  );
  const required = links.find(([, field]) => field.required) ?? links.find(([name]) => values[name] != null);
  return required?.[0];
}

const idOf = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null ? (value as { id: string }).id : (value as string | undefined);
