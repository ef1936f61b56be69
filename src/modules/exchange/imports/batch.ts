import { AppError } from "#kernel/error";
import { createMany, list, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { sql } from "kysely";
import { comparable } from "../values/likeness.ts";
import { decide } from "./deciding.ts";
import { changesOf } from "./differing.ts";
import { type Directory, titleOf } from "./directory.ts";
import { hangOn } from "./hanging.ts";
import { linkWhatCame } from "./links-to-come.ts";
import type { RowDraft, RowProblem } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { keyTexts, recognise } from "./recognising.ts";
import { composeTitle, makeRecords, resolveReferences } from "./resolving.ts";
import { rememberSourceIds } from "./source-ids.ts";

/** What became of a row. */
export interface RowOutcome {
  readonly draft: RowDraft;
  readonly outcome: "created" | "updated" | "unchanged" | "failed";
  readonly recordId: string | null;
  /** Whether the record is left as it is, whatever the row says. */
  readonly skipped?: boolean;
}

/** What rows are written by. */
export interface Writing {
  readonly importId: string;
  readonly checked: CheckedMapping;
  readonly directory: Directory;
  /** When the import began: by likeness a row stands for nobody who came since. */
  readonly since: Date;
}

/**
 * Writes rows as records in the unit of work at hand: names resolved, known records recognised, the rest made, all
 * set-based. Rows with problems are answered as failed; an error of the engine undoes the whole unit.
 */
export async function writeRows(
  work: Work,
  writing: Writing,
  drafts: readonly RowDraft[],
): Promise<RowOutcome[]> {
  const { checked, directory, importId } = writing;
  await resolveReferences(work, checked.object, drafts, { directory, make: rememberMade(importId) });
  const failed = drafts.filter((draft) => draft.problems.length > 0);
  const outcomes: RowOutcome[] = failed.map((draft) => ({ draft, outcome: "failed", recordId: null }));
  let rest = drafts.filter((draft) => draft.problems.length === 0);
  // A key that comes twice is made by the first row and met by the second.
  while (rest.length > 0) {
    const keys = new Set<string>();
    const { pass = [], later = [] } = Object.groupBy(rest, (draft) => {
      const own = keyTexts(draft, checked);
      if (own.some((key) => keys.has(key))) return "later";
      for (const key of own) keys.add(key);
      return "pass";
    });
    rest = later;
    outcomes.push(...(await writePass(work, writing, pass)));
  }
  return asUpdated(
    outcomes,
    await hangOn(
      work,
      checked,
      outcomes.filter(({ skipped }) => !skipped),
    ),
  );
}

// What was made by name only is noted: its own row may still come in the same file.
function rememberMade(importId: string): typeof makeRecords {
  return async (work, object, wanted) => {
    const made = await makeRecords(work, object, wanted);
    const rows = made.map((known, index) => ({
      record_id: known.id,
      title: comparable(wanted[index]?.text ?? ""),
    }));
    await sql`insert into import_made (import_id, object, record_id, title)
      select ${importId}::uuid, ${object.name}, r.record_id, r.title
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(record_id uuid, title text)`.execute(
      work.db,
    );
    return made;
  };
}

interface Update {
  readonly draft: RowDraft;
  readonly before: RecordData;
  readonly way: "fill" | "update";
  /** Made by name on the way, for this row to describe. */
  readonly isNew: boolean;
}

async function writePass(work: Work, writing: Writing, drafts: readonly RowDraft[]): Promise<RowOutcome[]> {
  const { checked, directory } = writing;
  const stubs = await claimStubs(work, writing.importId, checked, drafts);
  const unclaimed = drafts.filter((draft) => !stubs.has(draft));
  const known = await recognise(work, checked, unclaimed, writing.since);
  const creates: RowDraft[] = [];
  const updates: Update[] = [...stubs].map(([draft, before]) => ({
    draft,
    before,
    way: "update",
    isNew: true,
  }));
  const outcomes: RowOutcome[] = [];
  for (const draft of unclaimed) {
    const before = known.get(draft);
    const decision = decide(checked, draft, before);
    if (typeof decision === "object") {
      draft.problems.push({ code: decision.problem });
      outcomes.push({ draft, outcome: "failed", recordId: null });
    } else if (decision === "create" || !before) creates.push(draft);
    else if (decision === "skip")
      outcomes.push({ draft, outcome: "unchanged", recordId: before.id, skipped: true });
    else updates.push({ draft, before, way: decision, isNew: false });
  }
  for (const draft of creates) composeTitle(draft, checked.object, directory);
  outcomes.push(...(await createRecords(work, writing, creates)));
  const changed = await changeRecords(work, checked, updates);
  for (const { draft, before, isNew } of updates) {
    outcomes.push({
      draft,
      outcome: isNew ? "created" : changed.has(before.id) ? "updated" : "unchanged",
      recordId: before.id,
    });
  }
  const touched = await writeLines(work, checked, outcomes);
  await rememberSourceIds(work, checked, outcomes);
  await linkWhatCame(work, checked, outcomes);
  return asUpdated(outcomes, touched);
}

/** What something was written beside is changed, too. */
function asUpdated(outcomes: readonly RowOutcome[], touched: ReadonlySet<string>): RowOutcome[] {
  return outcomes.map((one) =>
    one.outcome === "unchanged" && touched.has(one.recordId ?? "") ? { ...one, outcome: "updated" } : one,
  );
}

async function createRecords(
  work: Work,
  { checked: { object, mapping, pointsToOwn }, directory }: Writing,
  drafts: readonly RowDraft[],
): Promise<RowOutcome[]> {
  const ids = await createMany(
    work,
    object.name,
    drafts.map(({ values }) =>
      object.owned && mapping.owner ? { owner: mapping.owner, ...values } : values,
    ),
    { governed: true },
  );
  return drafts.map((draft, index) => {
    const id = ids[index] as string;
    // Rows below may name it.
    const title = pointsToOwn ? titleOf(object, draft.values) : "";
    if (title) directory.add(object.name, title, { id, title, record: null });
    return { draft, outcome: "created", recordId: id };
  });
}

async function claimStubs(
  work: Work,
  importId: string,
  checked: CheckedMapping,
  drafts: readonly RowDraft[],
): Promise<Map<RowDraft, RecordData>> {
  const claimed = new Map<RowDraft, RecordData>();
  const titles = drafts.map((draft) => comparable(titleOf(checked.object, draft.values)));
  const { rows } = await sql<{ record_id: string; title: string }>`select record_id, title from import_made
    where import_id = ${importId}::uuid and object = ${checked.object.name} and row is null
      and title = any(${titles}::text[])`.execute(work.db);
  for (const { record_id, title } of rows) {
    const draft = drafts[titles.indexOf(title)];
    if (!draft || claimed.has(draft)) continue;
    await sql`update import_made set row = ${draft.row.number}
      where import_id = ${importId}::uuid and object = ${checked.object.name} and record_id = ${record_id}::uuid`.execute(
      work.db,
    );
    claimed.set(draft, { id: record_id, version: 0 });
  }
  return claimed;
}

// Fields that a capability governs are written by its right, all others under the rights on the record.
async function changeRecords(
  work: Work,
  { object }: CheckedMapping,
  updates: readonly Update[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const governed of [false, true]) {
    const changes = updates
      .map(({ draft, before, way }) => ({
        id: before.id,
        values: pick(
          changesOf(object, before, draft.values, way),
          (name) => Boolean(object.fields[name]?.governedBy) === governed,
        ),
      }))
      .filter((change) => Object.keys(change.values).length > 0);
    if (changes.length === 0) continue;
    for (const id of await updateMany(work, object.name, changes, { governed })) changed.add(id);
  }
  return changed;
}

/** Makes the lines of new records; on known ones the line that names the same thing is changed. */
async function writeLines(
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

function pick(values: Record<string, unknown>, wanted: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}

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
